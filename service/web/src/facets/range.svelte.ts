import type { Explorer } from '../state/explorer.svelte';

const PAUSE = 900;

/** The years that the filters leave, to be moved and played through within the span of those there are. */
export class YearRange {
  private ticking: ReturnType<typeof setInterval> | null = $state(null);
  readonly from = $derived.by(() => Number(this.explorer().view.filters.from ?? this.span()?.[0] ?? 0));
  readonly to = $derived.by(() => Number(this.explorer().view.filters.to ?? this.span()?.[1] ?? 0));

  constructor(
    private readonly explorer: () => Explorer,
    private readonly span: () => [number, number] | null,
  ) {
    $effect(() => () => this.pause());
  }

  get playing(): boolean {
    return this.ticking !== null;
  }

  set(first: number, last: number, step = true): void {
    const widest = this.span();
    if (!widest) return;
    const [low, high] = first <= last ? [first, last] : [last, first];
    const change = { from: low > widest[0] ? String(low) : undefined, to: high < widest[1] ? String(high) : undefined };
    this.explorer().filter(change, step);
  }

  /** Let the last year run from where it is, or from the first year, to the end; or stop it. */
  play(): void {
    const widest = this.span();
    if (this.ticking || !widest) return this.pause();
    const [first, last] = [this.from, widest[1]];
    let year = this.to >= last ? first : this.to;
    this.set(first, year);
    this.ticking = setInterval(() => {
      year += 1;
      this.set(first, year, false);
      if (year >= last) this.pause();
    }, PAUSE);
  }

  pause(): void {
    if (this.ticking) clearInterval(this.ticking);
    this.ticking = null;
  }
}
