/** The code of the layout worker as text: scripts/build.mjs bundles it first. */
declare module 'xform:layoutWorker' {
  const code: string;
  export default code;
}
