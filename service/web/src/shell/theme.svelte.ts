export type Choice = 'auto' | 'light' | 'dark';

const KEPT = 'koinon-theme';
const NEXT: Record<Choice, Choice> = { auto: 'dark', dark: 'light', light: 'auto' };

/** Light or dark: as the system has it, unless the person chose. */
export class Theme {
  choice: Choice = $state('auto');
  private system = $state(false);
  readonly dark = $derived(this.choice === 'auto' ? this.system : this.choice === 'dark');

  constructor() {
    const wish = matchMedia('(prefers-color-scheme: dark)');
    this.system = wish.matches;
    wish.addEventListener('change', () => (this.system = wish.matches));
    const kept = localStorage.getItem(KEPT);
    if (kept === 'light' || kept === 'dark') this.set(kept);
  }

  turn(): void {
    this.set(NEXT[this.choice]);
  }

  private set(choice: Choice): void {
    this.choice = choice;
    if (choice === 'auto') {
      localStorage.removeItem(KEPT);
      delete document.documentElement.dataset.theme;
    } else {
      localStorage.setItem(KEPT, choice);
      document.documentElement.dataset.theme = choice;
    }
  }
}
