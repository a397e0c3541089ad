namespace DockerNet;

/// <summary>Bytes that a container's process wrote.</summary>
/// <param name="Stream">Where they were written to.</param>
/// <param name="Bytes">The bytes, valid until the next part is read.</param>
/// <param name="StartsFrame">Whether the engine began to send a piece of output with them.</param>
public readonly record struct OutputPart(OutputStream Stream, ReadOnlyMemory<byte> Bytes, bool StartsFrame);
