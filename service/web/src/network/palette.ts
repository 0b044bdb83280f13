/** Ten colours that can be told apart on paper and in the dark, each at least 3 : 1 against its ground. */
const LIGHT = ['#0d7a72', '#b8541a', '#5b57c2', '#b0307a', '#4d7c0f', '#8f6a00', '#2267b5', '#8a4a3a', '#7a3fa0', '#2f6f4f'];
const DARK = ['#4fc4b8', '#f0955c', '#a5a1ff', '#f27fbf', '#9fd35a', '#e0b840', '#76b3f5', '#d79a88', '#c893ec', '#7fcda3'];

export interface Palette {
  groups: string[];
  other: string;
  unknown: string;
  ink: string;
  paper: string;
  soft: string;
  tie: string;
  chosen: string;
}

export function palette(dark: boolean): Palette {
  return dark
    ? { groups: DARK, other: '#8b9693', unknown: '#6c7774', ink: '#e8ebe6', paper: '#1b2221', soft: '#a9b4b1', tie: '#7d8a87', chosen: '#ffffff' }
    : { groups: LIGHT, other: '#7d8784', unknown: '#98a19e', ink: '#1d2423', paper: '#ffffff', soft: '#56615f', tie: '#6f7a77', chosen: '#1d2423' };
}

/** A colour as it looks at some opacity on a ground; the drawing library adds translucent ties up to white. */
export function mixed(colour: string, ground: string, opacity: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [over, under] = [colour, ground].map((one) => parseInt(one.slice(at, at + 2), 16));
    return Math.round((over ?? 0) * opacity + (under ?? 0) * (1 - opacity)).toString(16).padStart(2, '0');
  });
  return `#${parts.join('')}`;
}
