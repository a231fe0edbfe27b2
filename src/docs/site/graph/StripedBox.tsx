interface StripedBoxProps {
  readonly width: number;
  readonly height: number;
  readonly colour: string;
}

/** The outline of a node, with a stripe in a colour that means something. */
export function StripedBox({ width, height, colour }: StripedBoxProps) {
  return (
    <>
      <rect class="box" width={width} height={height} rx={7} />
      <path
        class="stripe"
        style={{ fill: colour }}
        d={`M7 0H5a5 5 0 0 0-5 5V${height - 5}a5 5 0 0 0 5 5h2z`}
      />
    </>
  );
}
