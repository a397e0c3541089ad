using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>A service's specification. As JSON of our own: what a change does not name stays as the engine keeps it, also what
/// DockerNet knows nothing of.</summary>
internal static class ServiceBody
{
    /// <summary>Writes settings into a specification, an empty one or one that the engine keeps.</summary>
    /// <param name="settings">What to write.</param>
    /// <param name="spec">The specification.</param>
    /// <param name="platforms">The platforms that the image of the settings is for; null for unknown.</param>
    public static void Apply(ServiceSettings settings, JsonObject spec, JsonArray? platforms = null)
    {
        var task = spec.Under("TaskTemplate");
        var container = task.Under("ContainerSpec");
        if (settings.Name is not null)
        {
            spec["Name"] = settings.Name;
        }

        spec.Under("Labels").Merge(settings.Labels);
        if (settings.Image is not null)
        {
            container["Image"] = settings.Image;
            // Those of another image would keep it from nodes that can run it.
            (task["Placement"] as JsonObject)?.Remove("Platforms");
            if (platforms is not null)
            {
                task.Under("Placement")["Platforms"] = platforms.DeepClone();
            }
        }

        if (settings.Command is not null)
        {
            container["Args"] = Texts(settings.Command);
        }

        if (settings.Environment.Count > 0)
        {
            container["Env"] = Texts(Environment(container.Texts("Env"), settings.Environment));
        }

        if (settings.Mounts is not null)
        {
            container["Mounts"] = new JsonArray([.. settings.Mounts.Select(mount => (JsonNode?)Mount(mount))]);
        }

        if (settings.StopGracePeriod is { } grace)
        {
            container["StopGracePeriod"] = grace.Nanoseconds();
        }

        if (settings.Constraints is not null)
        {
            task.Under("Placement")["Constraints"] = Texts(settings.Constraints);
        }

        if (settings.Networks is not null)
        {
            task["Networks"] = new JsonArray([.. settings.Networks.Select(network => (JsonNode?)Network(network))]);
            // Where older clients put them.
            spec.Remove("Networks");
        }

        if (settings.ForceUpdate)
        {
            task["ForceUpdate"] = (task.Number("ForceUpdate") ?? 0) + 1;
        }

        Mode(settings, spec);
        Endpoint(settings, spec);
        Policy(settings.UpdatePolicy, spec, "UpdateConfig");
        Policy(settings.RollbackPolicy, spec, "RollbackConfig");
        Policy(settings.RestartPolicy, task);
    }

    /// <summary>Sets variables where they are, or at the end. The others stay as they are written: one without "=" takes the image's own away.</summary>
    private static IEnumerable<string> Environment(IReadOnlyList<string> variables, IReadOnlyDictionary<string, string?> changes)
    {
        var names = variables.Select(variable => variable.Split('=', 2)[0]).ToList();
        return variables
            .Select((variable, i) => changes.TryGetValue(names[i], out var value) ? (value is null || names.IndexOf(names[i]) < i ? null : $"{names[i]}={value}") : variable)
            .Concat(changes.Where(change => change.Value is not null && !names.Contains(change.Key)).Select(change => $"{change.Key}={change.Value}"))
            .OfType<string>();
    }

    private static void Mode(ServiceSettings settings, JsonObject spec)
    {
        if (settings.Global)
        {
            spec["Mode"] = new JsonObject { ["Global"] = new JsonObject() };
        }

        if (settings.Replicas is not { } replicas)
        {
            return;
        }

        var mode = spec.Under("Mode");
        if (mode.Count > 0 && mode["Replicated"] is null)
        {
            throw InputError.Invalid("ConflictingParameters", $"'{spec.Text("Name")}' is no replicated service ({mode.First().Key}): it has no number of replicas.", spec.Text("Name"), "Leave out -Replicas.");
        }

        mode.Under("Replicated")["Replicas"] = replicas;
    }

    private static void Endpoint(ServiceSettings settings, JsonObject spec)
    {
        if (settings.EndpointMode is not null)
        {
            spec.Under("EndpointSpec")["Mode"] = settings.EndpointMode;
        }

        if (settings.Ports is not null)
        {
            spec.Under("EndpointSpec")["Ports"] = new JsonArray([.. settings.Ports.SelectMany(port => port.Expand()).Select(port => (JsonNode?)new JsonObject
            {
                ["Protocol"] = port.Protocol,
                ["TargetPort"] = port.ContainerPort.First,
                ["PublishedPort"] = port.HostPort?.First ?? 0,
                ["PublishMode"] = port.Mode ?? "ingress",
            })]);
        }
    }

    private static void Policy(UpdatePolicy policy, JsonObject spec, string name)
    {
        if (policy == new UpdatePolicy())
        {
            return;
        }

        var config = spec.Under(name);
        if (config.Count == 0)
        {
            // Absent means the engine's own, 1 at a time; in an object of policies it would mean all at once.
            config["Parallelism"] = 1;
        }

        Set(config, "Parallelism", policy.Parallelism);
        Set(config, "Delay", policy.Delay?.Nanoseconds());
        Set(config, "FailureAction", policy.FailureAction);
        Set(config, "Monitor", policy.Monitor?.Nanoseconds());
        Set(config, "MaxFailureRatio", policy.MaxFailureRatio);
        Set(config, "Order", policy.Order);
    }

    private static void Policy(ServiceRestartPolicy policy, JsonObject task)
    {
        if (policy == new ServiceRestartPolicy())
        {
            return;
        }

        var config = task.Under("RestartPolicy");
        Set(config, "Condition", policy.Condition);
        Set(config, "Delay", policy.Delay?.Nanoseconds());
        Set(config, "MaxAttempts", policy.MaxAttempts);
        Set(config, "Window", policy.Window?.Nanoseconds());
    }

    private static void Set<T>(JsonObject config, string name, T? value)
    {
        if (value is not null)
        {
            config[name] = JsonValue.Create(value);
        }
    }

    private static JsonObject Network(NetworkAttachment network)
    {
        var target = new JsonObject { ["Target"] = network.Network };
        if (network.Aliases.Count > 0)
        {
            target["Aliases"] = Texts(network.Aliases);
        }

        if (network.DriverOptions.Count > 0)
        {
            target["DriverOpts"] = Map(network.DriverOptions);
        }

        return target;
    }

    private static JsonObject Mount(Mount mount)
    {
        var body = new JsonObject
        {
            ["Type"] = mount.Type.ToString().ToLowerInvariant(),
            ["Source"] = mount.Source ?? "",
            ["Target"] = mount.Target,
            ["ReadOnly"] = mount.ReadOnly,
        };
        if (mount.Consistency is not null)
        {
            body["Consistency"] = mount.Consistency;
        }

        switch (mount.Type)
        {
            case MountType.Bind:
                Set(body.Under("BindOptions"), "Propagation", mount.Propagation);
                if (mount.CreateSource)
                {
                    body.Under("BindOptions")["CreateMountpoint"] = true;
                }

                if (mount.Recursion is BindRecursion.Disabled)
                {
                    body.Under("BindOptions")["NonRecursive"] = true;
                }

                break;
            case MountType.Volume:
                if (mount.NoCopy)
                {
                    body.Under("VolumeOptions")["NoCopy"] = true;
                }

                Set(body.Under("VolumeOptions"), "Subpath", mount.Subpath);
                if (mount.VolumeLabels.Count > 0)
                {
                    body.Under("VolumeOptions")["Labels"] = Map(mount.VolumeLabels);
                }

                if (mount.VolumeDriver is not null || mount.VolumeOptions.Count > 0)
                {
                    body.Under("VolumeOptions")["DriverConfig"] = new JsonObject { ["Name"] = mount.VolumeDriver ?? "local", ["Options"] = Map(mount.VolumeOptions) };
                }

                break;
            case MountType.Tmpfs:
                Set(body.Under("TmpfsOptions"), "SizeBytes", mount.TmpfsSize);
                Set(body.Under("TmpfsOptions"), "Mode", mount.TmpfsMode);
                break;
        }

        return body;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);

    private static JsonObject Map(IReadOnlyDictionary<string, string> values) => new(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
}
