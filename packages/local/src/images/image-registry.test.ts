import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { folderImage } from "./folder-image.ts";
import { imageRegistry } from "./image-registry.ts";
import { placeholderImage } from "./placeholder-image.ts";

const frost = { directory: "/frost" };
const uri = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/frost:7";

describe("an image's name", () => {
  it.each([
    ["its whole URI", uri, uri],
    ["its repository, in whatever registry and with whatever tag", "team/frost", uri],
    ["its repository, by digest", "team/frost", uri.replace(":7", `@sha256:${"0".repeat(64)}`)],
    ["its repository, without a registry", "frost", "frost:1"],
    ["its repository, in a registry with a port", "frost", "localhost:5000/frost"],
  ])("is found by %s", (_, given, asked) => {
    expect(imageRegistry({ images: { [given]: frost } }).find(asked)).toBe(frost);
  });

  it.each(["frost:1", uri.replace(":7", ":8"), "111122223333.dkr.ecr.eu-west-1.amazonaws.com/frost:7"])(
    "given as a whole URI is not found as %s",
    (asked) => {
      expect(imageRegistry({ images: { [uri]: frost } }).find(asked)).toBeNull();
    },
  );

  it("is that of a folder before it is one of AWS's own, and anything only where any image will do", () => {
    const sklearn = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3";
    const images = { "sagemaker-scikit-learn": frost };
    expect(imageRegistry({ images, anyImage: true }).find(sklearn)).toBe(frost);
    expect(imageRegistry({ images, anyImage: true }).find("other")).toBe(placeholderImage);
  });

  it.each(["sagemaker-model-monitor-analyzer", "sagemaker-clarify-processing:1.0"])(
    "of AWS's analyzers runs a program without being told, and a folder's where one is given: %s",
    (name) => {
      const asked = `895741380848.dkr.ecr.us-east-2.amazonaws.com/${name}`;
      const found = imageRegistry({}).find(asked);
      const [, program = ""] = found?.process ?? [];
      expect(existsSync(join(found?.directory ?? "", program))).toBe(true);
      expect(imageRegistry({ images: { [name.replace(":1.0", "")]: frost } }).find(asked)).toBe(frost);
    },
  );

  it("that stands for a folder with scripts of Python has them run by the one that is named", () => {
    const image = { directory: "/frost", train: ["python3", "train.py"], serve: ["node", "serve.ts"] };
    expect(imageRegistry({ images: { frost: image }, python: "/env/bin/python" }).find("frost")).toEqual({
      directory: "/frost",
      train: ["/env/bin/python", "train.py"],
      serve: ["node", "serve.ts"],
    });
  });

  it("of a framework is refused with what to do where there is no Python", () => {
    const { PATH } = process.env;
    process.env.PATH = temporaryFolder();
    try {
      expect(() => imageRegistry({}).find("pytorch-training")).toThrow(
        "There is no Python 3 here, which AWS's framework images need. Install one, or name it by --python PATH or DRIFTWHEEL_PYTHON.",
      );
    } finally {
      process.env.PATH = PATH;
    }
  });
});

describe("a folder", () => {
  it("is an image by its programs train and serve, in whatever language", () => {
    const directory = temporaryFolder();
    for (const name of ["train.py", "serve", "other.ts"]) writeFileSync(join(directory, name), "");
    expect(folderImage(directory)).toEqual({
      directory,
      train: ["python3", "train.py"],
      serve: [join(directory, "serve")],
    });
  });

  it("may have neither, for processing jobs, which name their own or run its program process", () => {
    const directory = join(temporaryFolder(), "empty");
    mkdirSync(directory);
    expect(folderImage(directory)).toEqual({ directory });
    writeFileSync(join(directory, "process.py"), "");
    expect(folderImage(directory)).toEqual({ directory, process: ["python3", "process.py"] });
  });

  it("that is not there is refused", () => {
    expect(() => folderImage("/no/such/folder")).toThrow("The image's folder /no/such/folder is none.");
  });
});
