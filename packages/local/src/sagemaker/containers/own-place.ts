import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";

/**
 * Puts a container's folder at `/opt/ml`, for it alone: what else is in `/opt` stays, nothing of the machine changes.
 * Needs user namespaces (https://man7.org/linux/man-pages/man7/user_namespaces.7.html); in one, its user is called root.
 */
const mounting = `
set -e
place=$(mktemp -d)
mount -t tmpfs none "$place"
for each in /opt/* /opt/.[!.]*; do
  [ -e "$each" ] && [ "$each" != /opt/ml ] || continue
  name="$place/\${each#/opt/}"
  if [ -d "$each" ]; then mkdir "$name"; else : > "$name"; fi
  mount --rbind "$each" "$name"
done
mkdir "$place/ml"
mount --bind "$1" "$place/ml"
mount --rbind "$place" /opt
umount -l "$place"
rmdir "$place"
shift
set +e
`;

/** Ends the group when the server's end of the fourth descriptor closes; a grandchild, so that nobody waits for it. */
const watching = `
( ( cat <&3; kill -9 0 ) >/dev/null 2>&1 & )
exec 3<&-
`;

let possible: boolean | null = null;

/** Whether containers find their folder at `/opt/ml`; tried once. */
export function hasOwnPlace(): boolean {
  possible ??= existsSync("/opt") && tried();
  return possible;
}

function tried(): boolean {
  const [first = "", ...rest] = unshared(["sh", "-c", `${mounting} test -d /opt/ml`, "sh", tmpdir()]);
  return spawnSync(first, rest, { stdio: "ignore", timeout: 10_000 }).status === 0;
}

function unshared(command: readonly string[]): readonly string[] {
  return ["unshare", "--user", "--map-root-user", "--mount", "--", ...command];
}

interface Wrapped {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it ends itself when its fourth descriptor closes. */
  readonly watched: boolean;
}

/** The command by which a container's own is run; what `OPT_ML` names is at `/opt/ml` for it where that can be. */
export function within({ command, environment, watched }: Wrapped): readonly string[] {
  const watch = watched ? watching : "";
  const root = environment.OPT_ML;
  const mounted = root !== undefined && hasOwnPlace();
  if (!mounted && !watched) return command;
  const named = [...unnameable(environment), ...command];
  if (!mounted) return ["sh", "-c", `${watch}exec "$@"`, "sh", ...named];
  return unshared(["sh", "-c", `${mounting}${watch}exec "$@"`, "sh", root, ...named]);
}

/** A shell drops variables whose names it could not write, such as `SM_HP_LEARNING-RATE`: they are set after it. */
function unnameable(environment: Readonly<Record<string, string>>): readonly string[] {
  const set = Object.entries(environment)
    .filter(([name]) => !/^[A-Za-z_]\w*$/.test(name))
    .map(([name, value]) => `${name}=${value}`);
  return set.length > 0 ? ["env", ...set] : [];
}
