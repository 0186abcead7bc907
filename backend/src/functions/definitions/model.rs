//! A function, as answered.

use serde_json::{Value, json};

use crate::{
    functions::{deployed::Deployed, model::DEPLOYMENT},
    params::Format,
};

impl Deployed {
    pub(in crate::functions) fn to_json(&self, format: Format) -> Value {
        let spec = &self.definition.spec;
        // A native handler is deployed for as long as its function is defined.
        let (deployment, since, status) = match self.handler() {
            Ok(_) => (DEPLOYMENT, json!(self.definition.created), "ready"),
            Err(_) => ("", json!(""), ""),
        };
        let mut shown = json!({
            "$id": spec.id,
            "$createdAt": self.definition.created,
            "$updatedAt": self.definition.updated,
            "execute": spec.execute.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "name": spec.name,
            "enabled": spec.enabled,
            "live": true,
            "logging": spec.logging,
            "runtime": spec.runtime,
            "deploymentRetention": spec.deployment_retention,
            "deploymentId": deployment,
            "deploymentCreatedAt": since,
            "latestDeploymentId": deployment,
            "latestDeploymentCreatedAt": since,
            "latestDeploymentStatus": status,
            "scopes": spec.scopes,
            "vars": self.variables.iter().map(|variable| variable.to_json(&spec.id)).collect::<Vec<_>>(),
            "events": spec.events,
            "schedule": spec.schedule,
            "timeout": spec.timeout,
            "entrypoint": spec.entrypoint,
            "commands": spec.commands,
            "version": "v5",
            "installationId": "",
            "providerRepositoryId": "",
            "providerBranch": "",
            "providerRootDirectory": "",
            "providerSilentMode": false,
            "providerBranches": [],
            "providerPaths": [],
        });
        if format.before(1, 9) {
            shown["specification"] = json!(spec.runtime_specification);
        } else {
            shown["buildSpecification"] = json!(spec.build_specification);
            shown["runtimeSpecification"] = json!(spec.runtime_specification);
        }
        shown
    }
}
