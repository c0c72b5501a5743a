/** Milliseconds: what is faster needs no word. */
const SILENT = 2000;

/** One line on a terminal that says what is going on, if it takes long. Nothing elsewhere. */
export function progressOn(stream: NodeJS.WriteStream, verb: string) {
  let line = "";
  const show = () => {
    if (line) stream.write(`\r\u001b[K${verb}: ${line}`.slice(0, (stream.columns || 80) - 1));
  };
  const timer = stream.isTTY ? setTimeout(repeat, SILENT) : undefined;
  let repeated: NodeJS.Timeout | undefined;
  function repeat() {
    show();
    repeated = setInterval(show, 500);
  }
  return {
    say: (text: string) => {
      line = text;
    },
    end: () => {
      clearTimeout(timer);
      clearInterval(repeated);
      if (repeated) stream.write("\r\u001b[K");
    },
  };
}
