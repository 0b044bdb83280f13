import { asSvg, paint, type Scene } from './scene';

/** Offer bytes made in the page as a file. */
export function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function saveSvg(scene: Scene, name = 'koinon-network'): void {
  save(`${name}.svg`, new Blob([asSvg(scene)], { type: 'image/svg+xml' }));
}

/** Twice as many pixels as the scene has units: sharp in print. */
export async function savePng(scene: Scene, name = 'koinon-network'): Promise<void> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [scene.width * 2, scene.height * 2];
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(2, 2);
  paint(context, scene);
  const content = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/png'));
  if (content) save(`${name}.png`, content);
}
