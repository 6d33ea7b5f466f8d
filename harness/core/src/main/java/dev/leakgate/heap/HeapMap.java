package dev.leakgate.heap;

import dev.leakgate.image.AddressRange;
import dev.leakgate.image.FrozenMemory;
import dev.leakgate.image.Image;
import dev.leakgate.region.ProcessLayout;
import java.io.IOException;
import java.util.List;

/**
 * Maps the heaps of an image: every live chunk, whichever arena it is of.
 *
 * <p>Chunks have no objects of their own. Each is known by its address, that of the user's bytes,
 * or by its slot: heaps are cut into slots of 16 bytes, numbered in order of address, so that a set
 * of chunks is a {@code long[]} of {@link #slots()} / 64 words in which the bit of a slot is {@code
 * set[(int) (slot >>> 6)] & 1L << slot}. Costs two bits for every 16 bytes of heap: 16 MiB for 1
 * GiB.
 *
 * <p>Where a heap does not check out, what lies before that place is here, what lies behind is not,
 * and {@link #problems()} says where and why. Not thread-safe while it is made; then it does not
 * change.
 */
public final class HeapMap {

    private final FrozenMemory memory;
    private final ProcessLayout layout;
    private final HeapFacts facts;
    private final Slots slots;
    private final ChunkBits bits;
    private final int word;

    HeapMap(
            FrozenMemory memory,
            ProcessLayout layout,
            HeapFacts facts,
            Slots slots,
            ChunkBits bits) {
        this.memory = memory;
        this.layout = layout;
        this.facts = facts;
        this.slots = slots;
        this.bits = bits;
        word = memory.wordSize().bytes();
    }

    /**
     * Walks the heaps of an image, which must stay open as long as this is used.
     *
     * @throws IOException when its memory can be neither mapped nor copied to a file
     */
    public static HeapMap of(Image image) throws IOException {
        return of(FrozenMemory.of(image));
    }

    /** Walks the heaps that frozen memory has. */
    public static HeapMap of(FrozenMemory memory) {
        return new HeapMapper(memory).map();
    }

    /** Returns the memory that was walked. */
    public FrozenMemory memory() {
        return memory;
    }

    /** Returns the regions of the image. */
    public ProcessLayout layout() {
        return layout;
    }

    /** Says whose heaps they are; of one that is opaque there are no chunks. */
    public Allocator allocator() {
        return facts.allocator();
    }

    /** Lists the arenas: the main one first, the chunks that were mapped one by one last. */
    public List<HeapArena> arenas() {
        return facts.arenas();
    }

    /** Says what does not check out, a sentence each; empty when all does. */
    public List<String> problems() {
        return facts.problems();
    }

    /** Lists the memory of heaps that could not be walked: nothing is known of it. */
    public List<AddressRange> unwalked() {
        return facts.unwalked();
    }

    /**
     * Lists the memory that belongs to malloc, in order of address: heaps with all that is in them,
     * and chunks mapped one by one. What of a mapping lies beside is somebody else's.
     */
    public List<AddressRange> heaps() {
        return facts.ranges();
    }

    /** Lists where malloc keeps its own data outside of the heaps: the main arena. */
    public List<AddressRange> allocatorData() {
        return facts.allocatorData();
    }

    /** Returns the number of live chunks. */
    public long liveChunks() {
        return arenas().stream().mapToLong(HeapArena::liveChunks).sum();
    }

    /** Returns the bytes of the live chunks, their headers included. */
    public long liveBytes() {
        return arenas().stream().mapToLong(HeapArena::liveBytes).sum();
    }

    /** Begins a pass over the live chunks in order of their addresses. */
    public ChunkCursor chunks() {
        return new ChunkCursor(this, bits, 0, slots.count());
    }

    /** Begins a pass over the live chunks of a range of slots. */
    public ChunkCursor chunks(long from, long end) {
        return new ChunkCursor(this, bits, from, end);
    }

    /** Finds the live chunk that an address points into; 0 when it points into none. */
    public long chunkAt(long pointer) {
        long slot = slotAt(pointer);
        return slot < 0 ? 0 : slots.address(slot);
    }

    /** Returns the bytes of a live chunk as malloc counts them, with its header. */
    public long size(long chunk) {
        long slot = slots.of(chunk);
        return ((bits.endOf(slot) - slot) << Slots.SHIFT) + sizeBeyond(spanAt(chunk));
    }

    /** Returns the bytes of a live chunk that the program may use. */
    public long usable(long chunk) {
        return size(chunk) - overheadOf(spanAt(chunk));
    }

    /** Returns the index in {@link #arenas()} of a live chunk's arena. */
    public int arenaOf(long chunk) {
        return arenaOfSpan(spanAt(chunk));
    }

    /** Returns the number of slots, a multiple of 64. */
    public long slots() {
        return slots.count();
    }

    /** Returns the address of a slot. */
    public long address(long slot) {
        return slots.address(slot);
    }

    /** Returns an address below which no chunk is. */
    public long lowest() {
        return slots.lowest();
    }

    /** Returns an address behind which no chunk is. */
    public long highest() {
        return slots.highest();
    }

    /**
     * Finds the slot of the live chunk that an address points into, from its first byte to its last
     * usable one; −1 when it points into none.
     */
    public long slotAt(long pointer) {
        long slot = slots.of(pointer);
        if (slot < 0) {
            return -1;
        }
        long begin = bits.beginOf(slot);
        if (begin < 0 || !bits.isLive(begin)) {
            return -1;
        }
        // The last word of a chunk is the next one's size.
        boolean inLastWord = (pointer & ChunkWalk.ALIGNMENT - 1) >= ChunkWalk.ALIGNMENT - word;
        if (inLastWord && bits.endOf(slot) == slot + 1) {
            return sizeBeyond(spanAt(pointer)) == 0 ? -1 : begin;
        }
        return begin;
    }

    /** Returns the slot where the live chunk at a slot ends: its size is that of the slots. */
    public long endOf(long slot) {
        return bits.endOf(slot);
    }

    int spanAt(long address) {
        return facts.spanAt(address);
    }

    long spanEnd(int span) {
        return facts.spanEnds()[span];
    }

    int arenaOfSpan(int span) {
        return facts.spanArenas()[span];
    }

    /** A chunk that was mapped ends with its mapping; its header's place in the next is none. */
    int sizeBeyond(int span) {
        return isMapped(span) ? ChunkWalk.ALIGNMENT : 0;
    }

    int overheadOf(int span) {
        return isMapped(span) ? ChunkWalk.ALIGNMENT : word;
    }

    private boolean isMapped(int span) {
        return arenas().get(arenaOfSpan(span)).kind() == HeapArena.Kind.MAPPED;
    }
}
