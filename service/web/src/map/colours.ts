/** The colours of the map; marks and arcs keep 3 : 1 against land and sea. */
export interface MapColours {
  sea: string;
  land: string;
  border: string;
  arc: string;
  /** Names of the ends of arcs: as readable as text must be. */
  end: string;
  mark: string;
  chosen: string;
  ink: string;
  paper: string;
  soft: string;
  /** A colour for each role of the timeline, the most frequent first, then that of all others. */
  roles: string[];
  other: string;
}

export function mapColours(dark: boolean): MapColours {
  return dark
    ? { sea: '#161c1b', land: '#2c3634', border: '#4d5a57', arc: '#8fa9d6', end: '#b4c6e8', mark: '#f0955c', chosen: '#ffffff', ink: '#e8ebe6', paper: '#161c1b', soft: '#a9b4b1', roles: ['#4fc4b8', '#f0955c', '#a5a1ff', '#f27fbf', '#9fd35a', '#e0b840', '#76b3f5'], other: '#8b9693' }
    : { sea: '#eef3f4', land: '#ffffff', border: '#c3cbc9', arc: '#4a6b9a', end: '#33507c', mark: '#b8541a', chosen: '#1d2423', ink: '#1d2423', paper: '#ffffff', soft: '#56615f', roles: ['#0d7a72', '#b8541a', '#5b57c2', '#b0307a', '#4d7c0f', '#8f6a00', '#2267b5'], other: '#7d8784' };
}
