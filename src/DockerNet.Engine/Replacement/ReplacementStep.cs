namespace DockerNet.Engine;

/// <summary>A step of a replacement.</summary>
/// <param name="Description">What it does, as -WhatIf says it.</param>
/// <param name="RunAsync">Does it.</param>
internal sealed record ReplacementStep(string Description, Func<CancellationToken, Task> RunAsync);
