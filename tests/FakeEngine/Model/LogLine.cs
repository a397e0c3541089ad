namespace DockerNet.FakeEngine;

/// <summary>A piece of output: usually a line with its line feed.</summary>
public sealed record LogLine(DateTimeOffset Time, bool IsError, ReadOnlyMemory<byte> Content);
