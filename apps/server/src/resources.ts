/** Resources held together: given back in the reverse of the order they were taken, all of them, whatever fails. */
export class Resources implements AsyncDisposable {
  #givings: (() => unknown)[] = [];

  use<Resource extends Disposable | AsyncDisposable>(resource: Resource): Resource {
    this.defer(() =>
      Symbol.asyncDispose in resource ? resource[Symbol.asyncDispose]() : resource[Symbol.dispose](),
    );
    return resource;
  }

  /** Calls back at the end. */
  defer(giveBack: () => unknown): void {
    this.#givings.push(giveBack);
  }

  /** Hands everything over to a new holder; this one gives nothing back any more. */
  move(): Resources {
    const moved = new Resources();
    moved.#givings = this.#givings;
    this.#givings = [];
    return moved;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = [];
    for (let giveBack = this.#givings.pop(); giveBack !== undefined; giveBack = this.#givings.pop()) {
      try {
        await giveBack();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) throw new AggregateError(failures, 'Several resources could not be given back');
  }
}
