using System.Management.Automation;

namespace DockerNet.Tests;

/// <summary>What holds for every cmdlet that the module exports, those of tomorrow too.</summary>
public sealed class ConventionTests : IClassFixture<ModuleSession>
{
    private static readonly HashSet<string> Verbs = [.. typeof(PSCmdlet).Assembly.GetExportedTypes()
        .Where(type => type.Namespace == typeof(VerbsCommon).Namespace && type.Name.StartsWith("Verbs", StringComparison.Ordinal))
        .SelectMany(type => type.GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!))];

    /// <summary>Verbs of cmdlets that leave everything as it is.</summary>
    private static readonly HashSet<string> ReadingVerbs = ["Get", "Find", "Search", "Show", "Test", "Wait", "Measure", "Compare", "Resolve", "ConvertTo", "ConvertFrom"];

    /// <summary>Names that stand for different things, and why they have to.</summary>
    private static readonly Dictionary<string, string> TwoMeanings = new()
    {
        ["Container"] = "a container or the configuration of one that does not exist yet, where both can be changed; only the name of one that may be half replaced, for Repair-Container",
        ["Destination"] = "where a copy goes to: a path, or an engine",
        ["Image"] = "an image that is there, or the name that one is pulled by",
        ["InputObject"] = "whatever the cmdlet takes from the pipeline, as everywhere in PowerShell",
        ["JoinToken"] = "asks for the tokens of a swarm, or is one",
        ["Network"] = "a network that is there, or how a container is to be attached to one",
        ["Size"] = "whether to measure",
        ["Volume"] = "what docker run -v takes, a volume that is there, or whether docker rm -v is meant",
    };

    /// <summary>Further names of parameters that have them in some cmdlets only, and why.</summary>
    private static readonly Dictionary<string, string> PartialAliases = new()
    {
        ["Name"] = "an image's name is its Image where it is pulled",
        ["Network"] = "Name and Id of what comes through the pipeline are the container's where a container is connected",
        ["Timeout"] = "docker stop and docker restart say --time, the others --timeout",
    };

    /// <summary>Parameters that end in s and are one thing each, or many by Docker's own term.</summary>
    private static readonly HashSet<string> NotPlural =
    [
        "Address", "AdvertiseAddress", "AuxiliaryAddress", "DataPathAddress", "IPAddress", "IPv6Address", "LinkLocalAddress", "ListenAddress", "MacAddress", "RemoteAddress",
        "Cpus", "Gpus", "Dns", "Tmpfs", "HealthRetries", "Replicas", "RestartMaxAttempts", "VolumesFrom", "DetachKeys", "Timestamps", "Alias", "NetworkAlias",
    ];

    private readonly IReadOnlyList<CmdletInfo> _cmdlets;

    public ConventionTests(ModuleSession session)
    {
        _cmdlets = session.Run("Get-Command -Module DockerNet").Succeeded().Of<CmdletInfo>();
        Assert.NotEmpty(_cmdlets);
    }

    [Fact]
    public void Every_verb_is_an_approved_one() => None(_cmdlets.Where(cmdlet => !Verbs.Contains(cmdlet.Verb)));

    [Fact]
    public void Every_noun_is_singular_and_one_of_Docker_s_things() => None(_cmdlets.Where(cmdlet =>
        (cmdlet.Noun.EndsWith('s') && !cmdlet.Noun.EndsWith("ss", StringComparison.Ordinal))
        || !(cmdlet.Noun.StartsWith("Docker", StringComparison.Ordinal) || cmdlet.Noun.StartsWith("Container", StringComparison.Ordinal) || cmdlet.Noun is "PortMapping")));

    [Fact]
    public void Every_cmdlet_says_what_it_emits_and_that_is_a_public_type() => None(_cmdlets.Where(cmdlet =>
        cmdlet.OutputType.Count == 0 || cmdlet.OutputType.Any(output => output.Type is not { IsPublic: true } || output.Type == typeof(object))));

    [Fact]
    public void What_removes_emits_nothing() => None(_cmdlets.Where(cmdlet =>
        cmdlet.Verb is "Remove" && cmdlet.OutputType.Any(output => output.Type != typeof(void) && output.Type != typeof(Container) && output.Type != typeof(ContainerConfig))));

    [Fact]
    public void What_changes_something_knows_WhatIf_and_what_does_not_has_none() => None(_cmdlets.Where(cmdlet =>
        cmdlet.Parameters.ContainsKey("WhatIf") == (ReadingVerbs.Contains(cmdlet.Verb) || cmdlet.Name is "New-ContainerConfig")));

    [Fact]
    public void Every_cmdlet_takes_the_engine() => None(_cmdlets.Where(cmdlet =>
        !cmdlet.Parameters.TryGetValue("Engine", out var engine) || engine.ParameterType.Name is not "EngineRef[]" || !Bindings(engine).All(binding => binding.ValueFromPipelineByPropertyName)));

    [Fact]
    public void A_parameter_s_name_means_the_same_in_every_cmdlet()
    {
        var different = Parameters().GroupBy(pair => pair.Parameter.Name, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Select(pair => Element(pair.Parameter.ParameterType)).Distinct().Count() > 1)
            .ToDictionary(same => same.Key, same => string.Join("; ", same.GroupBy(pair => Element(pair.Parameter.ParameterType).Name).Select(type => $"{type.Key}: {string.Join(", ", type.Select(pair => pair.Cmdlet.Name))}")));

        None(different.Where(name => !TwoMeanings.ContainsKey(name.Key)).Select(name => $"{name.Key} ({name.Value})"));
    }

    [Fact]
    public void A_parameter_has_the_same_further_names_in_every_cmdlet()
    {
        // By property name come a thing's Name and Id, which mean nothing where it is only named.
        var different = Parameters().GroupBy(pair => (pair.Parameter.Name, Element(pair.Parameter.ParameterType), Bindings(pair.Parameter).Any(binding => binding.ValueFromPipelineByPropertyName)))
            .Where(same => same.Select(pair => string.Join(',', pair.Parameter.Aliases.Order(StringComparer.OrdinalIgnoreCase))).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1)
            .Select(same => same.Key.Name);

        None(different.Where(name => !PartialAliases.ContainsKey(name)));
    }

    [Fact]
    public void A_parameter_is_spelled_the_same_in_every_cmdlet() => None(Parameters()
        .GroupBy(pair => pair.Parameter.Name, StringComparer.OrdinalIgnoreCase)
        .Where(same => same.Select(pair => pair.Parameter.Name).Distinct(StringComparer.Ordinal).Count() > 1)
        .Select(same => same.Key));

    [Fact]
    public void A_parameter_s_name_is_singular() => None(Parameters()
        .Where(pair => pair.Parameter.Name.EndsWith('s') && !NotPlural.Contains(pair.Parameter.Name) && pair.Parameter.ParameterType != typeof(SwitchParameter))
        .Select(pair => $"{pair.Cmdlet.Name} -{pair.Parameter.Name}"));

    [Fact]
    public void Every_parameter_that_names_something_is_completed()
    {
        string[] names = ["Image", "Container", "Network", "Volume", "VolumesFrom", "Driver", "Node", "Service", "LogDriver"];
        None(Parameters()
            .Where(pair => pair.Parameter.ParameterType != typeof(SwitchParameter)
                && (names.Contains(pair.Parameter.Name) || Element(pair.Parameter.ParameterType).Name is { } type && (type.EndsWith("Ref", StringComparison.Ordinal) || type is "ContainerOrConfig" or "Mount" or "ContainerLink" or "NetworkAttachment"))
                && !pair.Parameter.Attributes.Any(attribute => attribute is ArgumentCompleterAttribute))
            .Select(pair => $"{pair.Cmdlet.Name} -{pair.Parameter.Name}"));
    }

    [Fact]
    public void Positions_begin_with_the_first_and_leave_none_out() => None(_cmdlets.SelectMany(cmdlet => cmdlet.ParameterSets
        .Where(set => Positions(set) is var positions && !positions.SequenceEqual(Enumerable.Range(0, positions.Count)))
        .Select(set => $"{cmdlet.Name} ({set.Name}: {string.Join(", ", Positions(set))})")));

    [Fact]
    public void At_most_three_parameters_and_no_switch_are_positional() => None(_cmdlets.SelectMany(cmdlet => cmdlet.ParameterSets
        .Where(set => Positions(set).Count > 3 || set.Parameters.Any(parameter => parameter.Position >= 0 && parameter.ParameterType == typeof(SwitchParameter)))
        .Select(set => $"{cmdlet.Name} ({set.Name})")));

    [Fact]
    public void A_mandatory_position_never_follows_an_optional_one() => None(_cmdlets.SelectMany(cmdlet => cmdlet.ParameterSets
        .Where(set => set.Parameters.Where(parameter => parameter.Position >= 0).OrderBy(parameter => parameter.Position).SkipWhile(parameter => parameter.IsMandatory).Any(parameter => parameter.IsMandatory))
        .Select(set => $"{cmdlet.Name} ({set.Name})")));

    [Fact]
    public void Whatever_names_things_takes_them_from_the_pipeline() => None(_cmdlets
        .Where(cmdlet => cmdlet.Verb is not ("New" or "Find" or "Initialize" or "Exit") && cmdlet.Name is not ("Get-DockerEngine" or "Get-DockerEvent" or "Get-DockerSwarm" or "Get-DockerContext" or "Get-DockerDiskUsage"))
        .Where(cmdlet => !cmdlet.ParameterSets.Any(set => set.Parameters.Any(parameter => parameter.ValueFromPipeline || (parameter.ValueFromPipelineByPropertyName && parameter.Name is not "Engine")))));

    [Fact]
    public void Exactly_what_takes_a_pattern_says_so() => None(Parameters()
        .Where(pair => pair.Parameter.Attributes.Any(attribute => attribute is SupportsWildcardsAttribute) && pair.Parameter.ParameterType == typeof(SwitchParameter))
        .Select(pair => $"{pair.Cmdlet.Name} -{pair.Parameter.Name}"));

    [Fact]
    public void The_few_short_names_of_commands_are_told_in_the_manifest_and_collide_with_nothing_of_PowerShell()
    {
        using var session = new ModuleSession();
        var aliases = session.Run("Get-Command -Module DockerNet -CommandType Alias").Of<AliasInfo>();
        var declared = _cmdlets.SelectMany(cmdlet => cmdlet.ImplementingType.GetCustomAttributes(typeof(AliasAttribute), inherit: false).Cast<AliasAttribute>().SelectMany(alias => alias.AliasNames));

        Assert.Contains(aliases, alias => alias is { Name: "dps", Definition: "Get-Container" });
        Assert.Equal(declared.Order(StringComparer.Ordinal), aliases.Select(alias => alias.Name).Order(StringComparer.Ordinal));
        Assert.All(aliases, alias => Assert.Contains($"## ALIASES\n\n{alias.Name}\n", File.ReadAllText(Path.Combine(ModuleSession.Root, "en-US", $"{alias.Definition}.md")), StringComparison.Ordinal));
        session.Run("Remove-Module DockerNet").Succeeded();
        session.Set("names", aliases.Select(alias => alias.Name).ToArray());
        Assert.Empty(session.Run("Get-Command $names -CommandType Alias, Function, Cmdlet, ExternalScript -ErrorAction Ignore").Output);
    }

    [Fact]
    public void No_exception_from_these_rules_is_made_in_vain()
    {
        var names = Parameters().Select(pair => pair.Parameter.Name).ToHashSet();

        None(TwoMeanings.Keys.Concat(PartialAliases.Keys).Where(name => !names.Contains(name)));
        None(Invocations.All.Keys.Concat(Invocations.Untried.Keys).Concat(Invocations.Silent.Keys).Where(name => _cmdlets.All(cmdlet => cmdlet.Name != name)));
    }

    private static void None(IEnumerable<object> offenders) => Assert.True(!offenders.Any(), string.Join('\n', offenders));

    /// <summary>How many a parameter takes, and whether it may be left out, is the cmdlet's own affair.</summary>
    private static Type Element(Type type) => type.IsArray ? Element(type.GetElementType()!) : Nullable.GetUnderlyingType(type) ?? type;

    private static IEnumerable<ParameterAttribute> Bindings(ParameterMetadata parameter) => parameter.Attributes.OfType<ParameterAttribute>();

    private static IReadOnlyList<int> Positions(CommandParameterSetInfo set) => [.. set.Parameters.Select(parameter => parameter.Position).Where(position => position >= 0).Order()];

    private IEnumerable<(CmdletInfo Cmdlet, ParameterMetadata Parameter)> Parameters() => _cmdlets.SelectMany(cmdlet => cmdlet.Parameters.Values
        .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name) && !Cmdlet.OptionalCommonParameters.Contains(parameter.Name))
        .Select(parameter => (cmdlet, parameter)));
}
