namespace DockerNet.Tests.Help;

/// <summary>The help of one cmdlet, as its markdown page or as the MAML compiled from it says it.</summary>
/// <param name="Name">The cmdlet.</param>
/// <param name="Synopsis">What it does, in a sentence.</param>
/// <param name="Syntax">For each parameter set what Get-Command shows of it.</param>
/// <param name="Description">The description's paragraphs, without marks of markdown.</param>
/// <param name="Examples">The examples.</param>
/// <param name="Parameters">The parameters, by name.</param>
/// <param name="Inputs">The types that the pipeline may bring.</param>
/// <param name="Outputs">The types that are emitted.</param>
/// <param name="Links">What else to read.</param>
public sealed record HelpPage(
    string Name,
    string Synopsis,
    IReadOnlyList<string> Syntax,
    IReadOnlyList<string> Description,
    IReadOnlyList<HelpExample> Examples,
    IReadOnlyDictionary<string, HelpParameter> Parameters,
    IReadOnlyList<HelpType> Inputs,
    IReadOnlyList<HelpType> Outputs,
    IReadOnlyList<HelpLink> Links);
