/**
 * Asks for one thing at a time: a newer question ends the one before it, the same question is not asked twice.
 */
export class Loading<T> {
  private key: string | null = null;
  private control: AbortController | null = null;

  /** Give the answer, or null where a newer question took its place or the question is already answered. */
  async load(key: string, ask: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
    if (key === this.key) return null;
    this.key = key;
    this.control?.abort();
    const control = new AbortController();
    this.control = control;
    try {
      const answer = await ask(control.signal);
      return control.signal.aborted ? null : answer;
    } catch (error) {
      if (control.signal.aborted) return null;
      this.key = null;
      throw error;
    }
  }

  /** Stop asking; the next question is asked whatever it is. */
  forget(): void {
    this.control?.abort();
    this.key = null;
  }
}
