using System.Text.Json;

namespace DockerNet.Engine;

/// <summary>Adds up what the engine tells of each layer of a pull.</summary>
internal sealed class PullTally(string image)
{
    private readonly Dictionary<string, Layer> _layers = new(StringComparer.Ordinal);
    private int _percent;
    private string _status = "";

    /// <summary>Takes in one line of the engine's stream.</summary>
    public void Add(JsonElement line)
    {
        var status = line.Text("status") ?? "";
        if (line.Text("id") is not { Length: > 0 } id || status.StartsWith("Pulling from", StringComparison.Ordinal))
        {
            _status = status;
            return;
        }

        var layer = _layers.GetValueOrDefault(id) ?? (_layers[id] = new());
        var detail = line.Object("progressDetail");
        var (current, total) = (detail.Number("current") ?? 0, detail.Number("total") ?? 0);
        switch (status)
        {
            case "Downloading":
                (layer.Bytes, layer.Size) = (current, Math.Max(total, layer.Size));
                layer.Came = total > 0 ? (double)current / total : layer.Came;
                break;
            case "Verifying Checksum" or "Download complete":
                (layer.Bytes, layer.Came) = (layer.Size, 1);
                break;
            case "Extracting":
                // The containerd store counts seconds here, without a total.
                (layer.Bytes, layer.Came) = (layer.Size, 1);
                layer.Unpacked = total > 0 ? (double)current / total : layer.Unpacked;
                break;
            case "Pull complete" or "Already exists":
                (layer.Bytes, layer.Came, layer.Unpacked, layer.IsDone) = (layer.Size, 1, 1, true);
                break;
        }
    }

    /// <summary>How far it is by now.</summary>
    public PullProgress Progress()
    {
        var share = _layers.Count == 0 ? 0 : _layers.Values.Average(layer => (layer.Came + layer.Unpacked) / 2);
        _percent = Math.Max(_percent, (int)(100 * Math.Min(share, 1)));
        return new()
        {
            Image = image,
            Layers = _layers.Count,
            LayersDone = _layers.Values.Count(layer => layer.IsDone),
            BytesDone = _layers.Values.Sum(layer => layer.Bytes),
            BytesTotal = _layers.Values.Sum(layer => layer.Size),
            Percent = _percent,
            Status = _status,
        };
    }

    private sealed class Layer
    {
        public long Bytes { get; set; }

        public long Size { get; set; }

        public double Came { get; set; }

        public double Unpacked { get; set; }

        public bool IsDone { get; set; }
    }
}
