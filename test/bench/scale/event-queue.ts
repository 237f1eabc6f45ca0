interface Event {
  at: number;
  run(now: number): void;
}

/** What is to happen, the earliest first: a binary heap. */
export class EventQueue {
  private readonly heap: Event[] = [];

  add(at: number, run: (now: number) => void): void {
    const { heap } = this;
    let index = heap.push({ at, run }) - 1;
    while (index > 0 && this.before(index, (index - 1) >> 1)) {
      index = this.swap(index, (index - 1) >> 1);
    }
  }

  /** Lets everything happen, also what is added meanwhile. */
  run(): void {
    for (let event = this.takeFirst(); event; event = this.takeFirst()) event.run(event.at);
  }

  private takeFirst(): Event | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (heap.length === 0 || !last) return first;
    heap[0] = last;
    for (let index = 0; ;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      const child = right < heap.length && this.before(right, left) ? right : left;
      if (child >= heap.length || !this.before(child, index)) return first;
      index = this.swap(index, child);
    }
  }

  private before(one: number, other: number): boolean {
    return (this.heap[one]?.at ?? 0) < (this.heap[other]?.at ?? 0);
  }

  private swap(one: number, other: number): number {
    const { heap } = this;
    [heap[one], heap[other]] = [heap[other] as Event, heap[one] as Event];
    return other;
  }
}
