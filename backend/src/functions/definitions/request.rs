//! What a request says about a function. What it leaves out is as it was, or as a new function has it.

use appwrite::Role;

use crate::{
    config::FunctionSpec,
    error::{Error, Kind, Result},
    functions::{offers, schedule::Schedule},
    params::Params,
};

/// The most roles, events or scopes of one function.
const MOST: usize = 100;
/// The longest path, command or name of any of them.
const LONGEST: usize = 8192;

/// The runtime, if it is named.
pub(super) fn runtime(params: &Params) -> Result<Option<String>> {
    let runtime: Option<String> = params.get("runtime")?;
    if runtime.as_ref().is_some_and(|runtime| !offers::is_runtime(runtime)) {
        let rule = "Value must be one of the runtimes that GET /functions/runtimes lists.";
        return Err(Error::param("runtime", rule));
    }
    Ok(runtime)
}

/// Reads the settings over those of `before`, which has its name and runtime already.
pub(super) fn settings(params: &Params, before: FunctionSpec) -> Result<FunctionSpec> {
    refuse_repositories(params)?;
    // Older clients know one specification, for building and running alike.
    let both = specification(params, "specification")?;
    let or_both = |one: Option<String>, before: String| one.or_else(|| both.clone()).unwrap_or(before);
    let build = or_both(specification(params, "buildSpecification")?, before.build_specification);
    let run = or_both(specification(params, "runtimeSpecification")?, before.runtime_specification);
    Ok(FunctionSpec {
        execute: roles(params)?.unwrap_or(before.execute),
        events: words(params, "events")?.unwrap_or(before.events),
        schedule: schedule(params)?.unwrap_or(before.schedule),
        timeout: within(params, "timeout", 1, 900)?.unwrap_or(before.timeout),
        enabled: params.or("enabled", before.enabled)?,
        logging: params.or("logging", before.logging)?,
        entrypoint: text(params, "entrypoint", 1028)?.unwrap_or(before.entrypoint),
        commands: text(params, "commands", LONGEST)?.unwrap_or(before.commands),
        scopes: words(params, "scopes")?.unwrap_or(before.scopes),
        build_specification: build,
        runtime_specification: run,
        deployment_retention: within(params, "deploymentRetention", 0, 365)?
            .unwrap_or(before.deployment_retention),
        id: before.id,
        name: before.name,
        runtime: before.runtime,
    })
}

/// Nothing is built here, least of all from a repository: who asks for it should not believe that it will be.
fn refuse_repositories(params: &Params) -> Result<()> {
    for name in ["installationId", "providerRepositoryId"] {
        if !params.or(name, String::new())?.is_empty() {
            let why = "This backend builds no deployments, and none from a repository.";
            return Err(Error::new(Kind::NotImplemented, why));
        }
    }
    Ok(())
}

fn roles(params: &Params) -> Result<Option<Vec<Role>>> {
    let Some(texts) = words(params, "execute")? else { return Ok(None) };
    let role = |text: &String| {
        let rule = || format!("Role \"{text}\" is not one.");
        text.parse().map_err(|_| Error::param("execute", rule()))
    };
    texts.iter().map(role).collect::<Result<_>>().map(Some)
}

fn words(params: &Params, name: &str) -> Result<Option<Vec<String>>> {
    let words: Option<Vec<String>> = params.get(name)?;
    if words.as_ref().is_some_and(|words| words.len() > MOST) {
        return Err(Error::param(name, format!("Value must be an array of at most {MOST} strings.")));
    }
    Ok(words)
}

fn schedule(params: &Params) -> Result<Option<String>> {
    let text: Option<String> = params.get("schedule")?;
    if text.as_ref().is_some_and(|text| !text.is_empty() && Schedule::parse(text).is_none()) {
        return Err(Error::param("schedule", "Value must be a valid cron expression."));
    }
    Ok(text)
}

fn text(params: &Params, name: &str, longest: usize) -> Result<Option<String>> {
    let text: Option<String> = params.get(name)?;
    if text.as_ref().is_some_and(|text| text.chars().count() > longest) {
        let rule = format!("Value must be a valid string and no longer than {longest} chars.");
        return Err(Error::param(name, rule));
    }
    Ok(text)
}

fn specification(params: &Params, name: &str) -> Result<Option<String>> {
    let slug: Option<String> = params.get(name)?;
    if slug.as_ref().is_some_and(|slug| !offers::is_specification(slug)) {
        let rule = "Value must be one of the specifications that GET /functions/specifications lists.";
        return Err(Error::param(name, rule));
    }
    Ok(slug)
}

fn within(params: &Params, name: &str, least: i64, most: i64) -> Result<Option<u32>> {
    let number: Option<i64> = params.get(name)?;
    number
        .map(|number| {
            let rule = || format!("Value must be a valid range between {least} and {most}");
            let valid = u32::try_from(number).ok().filter(|_| (least..=most).contains(&number));
            valid.ok_or_else(|| Error::param(name, rule()))
        })
        .transpose()
}
