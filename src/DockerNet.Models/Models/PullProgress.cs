namespace DockerNet;

/// <summary>How far a pull is.</summary>
public sealed record PullProgress
{
    /// <summary>The image.</summary>
    public required string Image { get; init; }

    /// <summary>Layers that it has.</summary>
    public int Layers { get; init; }

    /// <summary>Layers that are in place.</summary>
    public int LayersDone { get; init; }

    /// <summary>Bytes that came, of the layers whose size is known by now.</summary>
    public long BytesDone { get; init; }

    /// <summary>Bytes of the layers whose size is known by now, as they are sent.</summary>
    public long BytesTotal { get; init; }

    /// <summary>0 to 100, all layers together, half of it for coming and half for unpacking. Never falls.</summary>
    public int Percent { get; init; }

    /// <summary>What the engine last said of the whole, such as <c>Digest: sha256:…</c>.</summary>
    public string Status { get; init; } = "";
}
