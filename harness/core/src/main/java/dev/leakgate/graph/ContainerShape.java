package dev.leakgate.graph;

import dev.leakgate.graph.Holder.Step;
import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.FrozenMemory;
import java.util.List;

/**
 * Recognises containers by the words of their nodes and heads.
 *
 * <p>Source of the layouts: libstdc++, bits/stl_vector.h, stl_list.h, stl_tree.h, hashtable.h and
 * stl_deque.h.
 */
final class ContainerShape {

    private static final int DEQUE_BLOCK = 512; /* stl_deque.h: _GLIBCXX_DEQUE_BUF_SIZE */
    private static final int MOST_LOOKED_AT = 4096;

    private final HeapMap heap;
    private final FrozenMemory memory;
    private final int word;

    ContainerShape(HeapMap heap) {
        this.heap = heap;
        memory = heap.memory();
        word = memory.wordSize().bytes();
    }

    /**
     * Names the container nearest to the group on a way from a root.
     *
     * @param place of the root word; 0 when it is in no memory
     */
    Container of(long place, List<Step> steps) {
        Container plain = Container.NONE;
        for (int i = steps.size() - 1; i >= 0; i--) {
            long holder = i == 0 ? place : steps.get(i - 1).chunk() + steps.get(i - 1).offset();
            long chunk = steps.get(i).chunk();
            Container found = ofLibrary(holder, chunk);
            // The nodes of a hash map are linked, and a deque's blocks look like tables.
            if (found != Container.NONE || plain != Container.NONE) {
                return found != Container.NONE ? found : plain;
            }
            plain = isLinked(chunk) ? Container.LINKED : Container.NONE;
            plain = plain == Container.NONE && isTable(chunk) ? Container.TABLE : plain;
        }
        return plain;
    }

    /** Looks at a chunk, and at the word that leads to it, with the words around. */
    private Container ofLibrary(long holder, long chunk) {
        if (isTreeNode(chunk)) {
            return Container.TREE;
        }
        if (isListNode(chunk)) {
            return Container.LIST;
        }
        if (holder != 0 && isBlockMap(holder, chunk)) {
            return Container.DEQUE;
        }
        if (holder != 0 && holdsBuckets(holder, chunk)) {
            return Container.UNORDERED_MAP;
        }
        if (holder != 0 && holdsVector(holder, chunk)) {
            return Container.VECTOR;
        }
        return Container.NONE;
    }

    private long at(long address, int index) {
        return memory.word(address + (long) index * word);
    }

    private boolean isChunk(long address) {
        return address != 0 && heap.chunkAt(address) == address;
    }

    /** _Rb_tree_node_base: colour, parent, left, right. */
    private boolean isTreeNode(long node) {
        long colour = memory.word(node) & 0xffffffffL;
        long up = at(node, 1);
        if (colour > 1 || heap.usable(node) < 4L * word || up == 0) {
            return false;
        }
        boolean below = at(up, 2) == node || at(up, 3) == node || at(up, 1) == node;
        return below && isChildOf(at(node, 2), node) && isChildOf(at(node, 3), node);
    }

    private boolean isChildOf(long child, long node) {
        return child == 0 || at(child, 1) == node;
    }

    /** _List_node_base: next, previous. The head is a node too, and in no chunk of its own. */
    private boolean isListNode(long node) {
        long next = memory.word(node);
        long previous = at(node, 1);
        return next != 0
                && previous != 0
                && next != node
                && at(next, 1) == node
                && memory.word(previous) == node;
    }

    /** _Hashtable: buckets, their number, first node, number of nodes. */
    private boolean holdsBuckets(long holder, long chunk) {
        long count = at(holder, 1);
        long nodes = at(holder, 3);
        if (memory.word(holder) != chunk || count <= 0 || count > heap.usable(chunk) / word) {
            return false;
        }
        return count * word > heap.usable(chunk) - 3L * word
                && nodes > 0
                && nodes <= heap.liveChunks()
                && isChunk(at(holder, 2));
    }

    /** _Deque_impl: map, its size, start and finish of current, first, last, node each. */
    private boolean isBlockMap(long holder, long chunk) {
        long blocks = at(holder, 1);
        long first = at(holder, 3);
        return memory.word(holder) == chunk
                && blocks > 0
                && blocks <= heap.usable(chunk) / word
                && isChunk(first)
                && at(holder, 4) - first == DEQUE_BLOCK
                && memory.word(at(holder, 5)) == first;
    }

    /** _Vector_impl_data: start, finish, end of storage. */
    private boolean holdsVector(long holder, long chunk) {
        long finish = at(holder, 1);
        long end = at(holder, 2);
        return memory.word(holder) == chunk
                && finish > chunk
                && finish <= end
                && end <= chunk + heap.usable(chunk)
                && end > chunk + heap.usable(chunk) - heap.usable(chunk) / 2;
    }

    /** Some word of it leads to a chunk of its size, and the same word there to one more. */
    private boolean isLinked(long chunk) {
        long size = heap.size(chunk);
        long most = Math.min(heap.usable(chunk), MOST_LOOKED_AT);
        for (long offset = 0; offset + word <= most; offset += word) {
            long next = memory.word(chunk + offset);
            if (next != chunk && isChunk(next) && heap.size(next) == size) {
                long third = memory.word(next + offset);
                if (third != next && third != chunk && isChunk(third) && heap.size(third) == size) {
                    return true;
                }
            }
        }
        return false;
    }

    /** At least four words in a row are pointers to chunks, or none, and all chunks of a size. */
    private boolean isTable(long chunk) {
        long most = Math.min(heap.usable(chunk), MOST_LOOKED_AT);
        long size = 0;
        int pointers = 0;
        for (long offset = 0; offset + word <= most; offset += word) {
            long value = memory.word(chunk + offset);
            if (value != 0) {
                if (!isChunk(value) || (size != 0 && heap.size(value) != size)) {
                    return false;
                }
                size = heap.size(value);
                pointers++;
            }
        }
        return pointers >= 4;
    }
}
