//! What carries the program to its users: hooks, actions, workflows, wheels.

use crate::support;
use std::collections::BTreeSet;
use tieout::input::FORMATS;

/// Files that GitHub runs.
const RUN_BY_GITHUB: [&str; 3] =
    ["action.yml", ".github/workflows/ci.yml", ".github/workflows/release.yml"];

#[test]
fn every_action_is_pinned_to_a_commit() {
    for name in RUN_BY_GITHUB {
        for line in support::read(&support::repository(name)).lines() {
            let Some((_, used)) = line.split_once("uses: ") else { continue };
            let commit = used.split_once('@').map_or("", |(_, pin)| &pin[..pin.len().min(40)]);
            let is_pinned = commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit());
            assert!(is_pinned && used.contains(" # v"), "{name}: {used}");
        }
    }
}

#[test]
fn the_action_fetches_the_archives_that_a_release_has() {
    let triples = |name: &str, mark: &str| -> BTreeSet<String> {
        let text = support::read(&support::repository(name));
        let after = text.split(mark).skip(1).filter_map(|rest| rest.split([',', ' ']).next());
        after.filter(|t| t.matches('-').count() >= 2).map(str::to_owned).collect()
    };
    let released = triples(".github/workflows/release.yml", "{ target: ");
    assert_eq!(released.len(), 5);
    assert_eq!(released, triples("action.yml", ") target="));
}

#[test]
fn the_hook_names_files_that_are_read() {
    let text = support::read(&support::repository(".pre-commit-hooks.yaml"));
    let files = text.split("files: ").nth(1).and_then(|rest| rest.lines().next());
    let list = files.and_then(|files| Some(files.split_once('(')?.1.split_once(')')?.0));
    for ending in list.expect("it names endings").replace("ya?ml", "yaml|yml").split('|') {
        let is_read = FORMATS.iter().any(|format| format.extensions.contains(&ending));
        assert!(is_read, "no format ends in .{ending}");
    }
}

#[cfg(feature = "external")]
mod external {
    use super::RUN_BY_GITHUB;
    use crate::cli::folder;
    use crate::support;
    use std::ffi::OsStr;
    use std::path::{Path, PathBuf};
    use std::process::{Command, Output};
    use std::{env, fs};

    /// A program that `.ci/install` puts into a folder of the build.
    fn tool(name: &str) -> PathBuf {
        let path = support::repository("target/tools/bin").join(name);
        assert!(path.exists(), "{name} is not there: run .ci/install");
        path
    }

    /// Runs a program from the root of the repository, or fails with what it says.
    fn run(program: impl AsRef<OsStr>, args: &[&str]) -> Output {
        let program = program.as_ref();
        let output = Command::new(program)
            .args(args)
            .current_dir(support::repository(""))
            .output()
            .unwrap_or_else(|e| panic!("{}: {e}", program.display()));
        assert!(output.status.success(), "{} {args:?}: {output:?}", program.display());
        output
    }

    #[test]
    fn what_others_run_is_what_they_expect() {
        let schema = |name: &str, files: &[&str]| {
            run(tool("check-jsonschema"), &[&["--builtin-schema", name], files].concat());
        };
        schema("vendor.github-actions", &RUN_BY_GITHUB[..1]);
        schema("vendor.github-workflows", &RUN_BY_GITHUB[1..]);
        schema("custom.github-workflows-require-timeout", &RUN_BY_GITHUB[1..]);
        schema("vendor.gitlab-ci", &[".gitlab/tieout.yml"]);
        run(tool("pre-commit"), &["validate-manifest", ".pre-commit-hooks.yaml"]);
        run(tool("hadolint"), &["Dockerfile"]);
    }

    /// Runs the hook over a repository with one translation.
    #[test]
    fn the_hook_stops_a_wrong_figure() {
        let folder = folder("pre-commit");
        let write = |name: &str, text: &str| {
            fs::write(folder.join(name), text).expect("the folder is writable");
        };
        // The hook of this repository, of a program that is there already.
        let hook = support::read(&support::repository(".pre-commit-hooks.yaml"))
            .replace("language: rust", "language: system")
            .lines()
            .filter(|line| !line.contains("minimum_pre_commit_version"))
            .fold(String::new(), |text, line| text + "      " + line + "\n");
        write(".pre-commit-config.yaml", &format!("repos:\n  - repo: local\n    hooks:\n{hook}"));
        write(
            "de.po",
            "msgid \"\"\nmsgstr \"\"\n\"Language: de\\n\"\n\nmsgid \"Room 3\"\nmsgstr \"Zimmer 4\"\n",
        );
        write("program.txt", "Room 3");
        let binary = Path::new(env!("CARGO_BIN_EXE_tieout"));
        let own = binary.parent().expect("it is in a folder").to_owned();
        let path = env::var_os("PATH").expect("there is one");
        let path = env::join_paths([own].into_iter().chain(env::split_paths(&path)));
        let path = path.expect("it is a list of folders");
        let run = |program: &OsStr, args: &[&str]| {
            let mut command = Command::new(program);
            command.args(args).current_dir(&folder).env("PATH", &path);
            command.env("PRE_COMMIT_HOME", folder.join(".cache")).output().expect("it starts")
        };
        for args in [&["init", "--quiet"][..], &["add", "."]] {
            assert!(run(OsStr::new("git"), args).status.success(), "git {args:?}");
        }
        let hooks = || run(tool("pre-commit").as_os_str(), &["run", "--all-files"]);
        let output = hooks();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.code() == Some(1) && said.contains("`3` became `4`"), "{output:?}");
        let po = fs::read_to_string(folder.join("de.po")).expect("it is there");
        write("de.po", &po.replace('4', "3"));
        let output = hooks();
        assert!(output.status.success(), "{output:?}");
    }

    /// What a step of a workflow runs.
    fn script(file: &str, step: &str) -> String {
        let text = support::read(&support::repository(file));
        let start = format!("- name: {step}\n");
        let (_, step) = text.split_once(&start).unwrap_or_else(|| panic!("{file}: no {step}"));
        let (_, script) = step.split_once("run: |\n").expect("it runs a script");
        let indent = script.len() - script.trim_start_matches(' ').len();
        let lines = script.lines().take_while(|l| l.starts_with(&" ".repeat(indent)));
        lines.fold(String::new(), |script, line| script + &line[indent..] + "\n")
    }

    /// `gh` with a folder for a release.
    const GH: &str = r#"#!/bin/bash
set -euo pipefail
case "$2" in
    upload) cp "${@:4}" "$STORE/" ;;
    edit) touch "$STORE/.published" ;;
    download)
        shift 2
        into=. patterns=()
        while [ $# -gt 0 ]; do
            case "$1" in
                --dir) into=$2 && shift ;;
                --pattern) patterns+=("$2") && shift ;;
                --repo) shift ;;
            esac
            shift
        done
        mkdir -p "$into"
        for pattern in "${patterns[@]:-*}"; do
            (cd "$STORE" && cp $pattern "$OLDPWD/$into/")
        done
        ;;
esac
"#;

    /// The steps of the release and of the action, one after the other, with a release that is a
    /// folder.
    #[test]
    #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
    fn what_is_released_is_what_the_action_runs() {
        const RELEASE: &str = ".github/workflows/release.yml";
        const TARGET: &str = "x86_64-unknown-linux-musl";
        let folder = folder("release");
        let at = |name: &str| folder.join(name);
        let built = at("target").join(TARGET).join("release");
        for new in [&built, &at("bin"), &at("store"), &at("temp")] {
            fs::create_dir_all(new).expect("the folder is writable");
        }
        fs::copy(env!("CARGO_BIN_EXE_tieout"), built.join("tieout")).expect("there is room");
        for name in ["README.md", "LICENSE-MIT"] {
            fs::copy(support::repository(name), at(name)).expect("there is room");
        }
        support::write(&at("bin/gh"), GH);
        run("chmod", &["+x", &at("bin/gh").to_string_lossy()]);
        let path = env::var("PATH").expect("it is a text");
        let path = format!("{}:{}:{path}", at("temp/tieout").display(), at("bin").display());
        let run = |script: &str, variables: &[(&str, &str)]| {
            let mut command = Command::new("bash");
            command.args(["-eo", "pipefail", "-c", script]).current_dir(&folder);
            command.env("PATH", &path).env("STORE", at("store")).env("RUNNER_TEMP", at("temp"));
            command.env("GITHUB_PATH", at("path")).env("GITHUB_REF_NAME", "v0.1.0");
            command.envs(variables.iter().copied()).output().expect("bash starts")
        };
        let done = |script: &str, variables: &[(&str, &str)]| {
            let output = run(script, variables);
            assert!(output.status.success(), "{output:?}");
        };
        done(&script(RELEASE, "Pack"), &[("TARGET", TARGET)]);
        done("gh release upload v0.1.0 tieout-*.tar.gz", &[]);
        done(&script(RELEASE, "Add the checksums and publish"), &[]);
        assert!(at("store/.published").exists());
        let platform = [("PLATFORM", "Linux-X64"), ("REPOSITORY", "a/b"), ("VERSION", "")];
        done(&script("action.yml", "Install tieout"), &platform);
        assert!(at("temp/tieout/tieout.1").exists() && at("temp/tieout/completions").exists());

        support::write(&at("a.en-de.tsv"), "id\tsource\ttarget\na\tRoom 3\tZimmer 4\n");
        let inputs = [("PATHS", "a.en-de.tsv"), ("ARGS", "--level review"), ("SARIF", "a.sarif")];
        let output = run(&script("action.yml", "Check translations"), &inputs);
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(said.starts_with("::error file=a.en-de.tsv,line=2,"), "{said}");
        assert!(at("a.sarif").exists());
        // An archive that is not the one released is not unpacked.
        fs::write(at("store").join(format!("tieout-{TARGET}.tar.gz")), "x").expect("there is room");
        let output = run(&script("action.yml", "Install tieout"), &platform);
        assert!(!output.status.success(), "{output:?}");
    }

    /// One test, so that the two share what they build.
    #[test]
    fn it_is_installed_by_cargo_and_by_pip() {
        let folder = folder("installed");
        let build = support::repository("target/packages");
        let (root, target) = (folder.to_string_lossy(), build.to_string_lossy());
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let locked = ["--path", ".", "--root", &root, "--target-dir", &target, "--locked"];
        run(&cargo, &[&["install", "--debug", "--quiet"][..], &locked].concat());
        let version = format!("tieout {}\n", env!("CARGO_PKG_VERSION"));
        let installed = run(folder.join("bin/tieout"), &["--version"]);
        assert_eq!(String::from_utf8_lossy(&installed.stdout), version);

        let wheels = folder.join("wheels");
        let out = wheels.to_string_lossy();
        let args =
            ["build", "--profile", "dev", "--locked", "--target-dir", &target, "--out", &out];
        run(tool("maturin"), &args);
        let wheel = fs::read_dir(&wheels).expect("it was made").next().expect("there is one");
        let wheel = wheel.expect("it is listed").path();
        let venv = folder.join("venv");
        run("python3", &["-m", "venv", &venv.to_string_lossy()]);
        let pip = venv.join("bin/pip");
        run(pip, &["install", "--quiet", "--no-index", &wheel.to_string_lossy()]);
        let installed = run(venv.join("bin/tieout"), &["--version"]);
        assert_eq!(String::from_utf8_lossy(&installed.stdout), version);
    }
}
