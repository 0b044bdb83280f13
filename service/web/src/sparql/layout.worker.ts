import { laidOut } from './layout';

/** Lays networks out away from the page, which stays quick to answer meanwhile. */
addEventListener('message', ({ data }: MessageEvent<Parameters<typeof laidOut>>) => {
  postMessage(laidOut(...data));
});
