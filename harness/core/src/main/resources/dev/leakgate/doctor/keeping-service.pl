# The doctor's own service: answers HTTP on a port of the loopback address, one request a connection, and keeps
# as many bytes of each request as it is told. perl-base is essential on Debian, so it runs wherever we do, and
# its memory is that of the C library's malloc.
use strict;
use warnings;
use Socket;

my ($port, $bytes) = @ARGV;
socket(my $server, PF_INET, SOCK_STREAM, 0) or die "socket: $!";
setsockopt($server, SOL_SOCKET, SO_REUSEADDR, 1);
bind($server, pack_sockaddr_in($port, INADDR_LOOPBACK)) or die "bind: $!";
listen($server, 64) or die "listen: $!";
my @kept;
$#kept = 99_999;
my $count = 0;
while (accept(my $client, $server)) {
    my $request = '';
    while ($request !~ /\r\n\r\n/ && sysread($client, $request, 4096, length $request)) {}
    next if $request eq '';
    $kept[$count++] = 'x' x $bytes if $bytes > 0;
    syswrite($client, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
    close($client);
}
