/*
 * Waits in one call with known words in registers that only AVX-512 has: k1 is K1; each 8 bytes of
 * zmm1's upper half are ZMM1, of zmm16 are ZMM16, of zmm31 are ZMM31. Says "ready", or "none" on a
 * processor without them.
 */
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#define K1 0x0123456789abcdefULL
#define ZMM1 0x1111222233334444ULL
#define ZMM16 0x5555666677778888ULL
#define ZMM31 0x9999aaaabbbbccccULL

int main(void) {
    int wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
    if (write(1, wide ? "ready\n" : "none \n", 6) != 6) return 1;
    while (!wide) pause();
    /* No C between: a library may use these registers. The kernel keeps them over a call. */
    __asm__ volatile("kmovq %0, %%k1\n\t"
                     "vpbroadcastq %1, %%zmm1\n\t"
                     "vpbroadcastq %2, %%zmm16\n\t"
                     "vpbroadcastq %3, %%zmm31\n"
                     "0:\tmov %4, %%eax\n\t"
                     "syscall\n\t"
                     "jmp 0b"
                     :
                     : "r"(K1), "r"(ZMM1), "r"(ZMM16), "r"(ZMM31), "i"(SYS_pause)
                     : "rax", "rcx", "r11", "memory");
    return 0;
}
