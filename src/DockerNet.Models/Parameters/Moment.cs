using System.Globalization;
using System.Text.RegularExpressions;

namespace DockerNet;

/// <summary>A point in time as docker's <c>--since</c> and <c>--until</c> take it: a date, seconds since 1970, or how long ago,
/// as a time span or in Go's spelling (<c>1h30m</c>).</summary>
public sealed partial class Moment
{
    private static readonly Dictionary<string, double> Units = new(StringComparer.Ordinal) { ["h"] = 3600, ["m"] = 60, ["s"] = 1, ["ms"] = 1e-3, ["us"] = 1e-6, ["µs"] = 1e-6, ["ns"] = 1e-9 };

    /// <summary>A date; one without a zone is local.</summary>
    public Moment(DateTime time) => Time = new(time);

    /// <summary>A date.</summary>
    public Moment(DateTimeOffset time) => Time = time;

    /// <summary>So long ago.</summary>
    public Moment(TimeSpan ago) => Time = DateTimeOffset.Now - ago;

    /// <summary>From a word.</summary>
    /// <exception cref="DockerNetException"><c>InvalidTime</c>.</exception>
    public Moment(string text)
    {
        var duration = Duration().Match(text);
        if (duration.Success)
        {
            var numbers = duration.Groups["number"].Captures.Zip(duration.Groups["unit"].Captures, (number, unit) => double.Parse(number.Value, CultureInfo.InvariantCulture) * Units[unit.Value]);
            Time = DateTimeOffset.Now - TimeSpan.FromSeconds(numbers.Sum());
        }
        else if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e11)
        {
            Time = DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        }
        else if (DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.AssumeLocal, out var time) || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out time))
        {
            Time = time;
        }
        else
        {
            throw InputError.Invalid("InvalidTime", $"'{text}' is no point in time.", text, "Give a date, a time span, or a duration such as 10m or 1h30m.");
        }
    }

    /// <summary>The point in time.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>As the API takes it: seconds since 1970, with nanoseconds.</summary>
    public string ToUnixTime()
    {
        var ticks = (Time - DateTimeOffset.UnixEpoch).Ticks;
        return string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerSecond}.{ticks % TimeSpan.TicksPerSecond * 100:000000000}");
    }

    /// <inheritdoc/>
    public override string ToString() => Time.ToString("O", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:(?<number>\d+(?:\.\d+)?)(?<unit>h|ms|us|µs|ns|m|s))+$", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
