using System.Globalization;

namespace DockerNet;

/// <summary>Processors of graphics cards that a container is to have: what <c>--gpus</c> says.</summary>
public sealed record GpuRequest
{
    /// <summary>A request whose parts are set one by one.</summary>
    public GpuRequest()
    {
    }

    /// <summary>Reads <c>all</c>, a number, or <c>device=…,count=…,driver=…,capabilities=…</c>.</summary>
    /// <exception cref="DockerNetException"><c>InvalidGpuRequest</c>.</exception>
    public GpuRequest(string text)
    {
        var counted = false;
        foreach (var field in CommaSeparated.Split(text))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = equals < 0 ? ("count", field) : (field[..equals].Trim().ToLowerInvariant(), field[(equals + 1)..].Trim());
            switch (key)
            {
                case "count":
                    Count = Number(value, text);
                    counted = true;
                    break;
                case "device":
                    Devices = value.Split(',');
                    break;
                case "driver":
                    Driver = value;
                    break;
                case "capabilities":
                    Capabilities = [.. value.Split(',').Append("gpu").Distinct()];
                    break;
                default:
                    throw Invalid($"there is no field '{key}'", text);
            }
        }

        if (counted && Devices.Count > 0)
        {
            throw Invalid("count and device exclude each other", text);
        }

        if (!counted && Devices.Count == 0)
        {
            Count = 1;
        }
    }

    /// <summary>How many: -1 for all, 0 where <see cref="Devices"/> says which.</summary>
    public int Count { get; init; }

    /// <summary>Which, by number or id.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>The driver; null leaves it to the engine.</summary>
    public string? Driver { get; init; }

    /// <summary>What they must be able to do; the driver's own words.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = ["gpu"];

    /// <summary>As <c>--gpus</c> takes it.</summary>
    public override string ToString()
    {
        var fields = new List<string>();
        if (Devices.Count > 0)
        {
            fields.Add($"device={string.Join(',', Devices)}");
        }
        else
        {
            fields.Add(Count < 0 ? "all" : Count.ToString(CultureInfo.InvariantCulture));
        }

        if (Driver is not null)
        {
            fields.Add($"driver={Driver}");
        }

        if (!Capabilities.SequenceEqual(["gpu"]))
        {
            fields.Add($"capabilities={string.Join(',', Capabilities)}");
        }

        return CommaSeparated.Join(fields);
    }

    private static int Number(string value, string text) =>
        value is "all" ? -1 : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw Invalid($"'{value}' is no number", text);

    private static DockerNetException Invalid(string why, string text) =>
        InputError.Invalid("InvalidGpuRequest", $"'{text}' asks for no GPUs: {why}.", text, "Give all, a number, or device=0 (several: '\"device=0,1\"').");
}
