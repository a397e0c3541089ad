using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace DockerNet;

/// <summary>Lets a parameter take a time as the docker CLI writes it (<c>1m30s</c>, <c>500ms</c>), in seconds, or as a TimeSpan.</summary>
/// <remarks>PowerShell alone takes a number for ticks.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed partial class DurationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        try
        {
            return value switch
            {
                TimeSpan time => NotNegative(time),
                string text => NotNegative(Parse(text.Trim())),
                IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal => NotNegative(TimeSpan.FromSeconds(number.ToDouble(CultureInfo.InvariantCulture))),
                _ => value,
            };
        }
        catch (OverflowException)
        {
            throw new ArgumentTransformationMetadataException($"'{value}' is longer than any time that can be told.");
        }
    }

    private static TimeSpan NotNegative(TimeSpan time) =>
        time >= TimeSpan.Zero ? time : throw new ArgumentTransformationMetadataException($"'{time}' is no time that can pass: it is below 0.");

    private static TimeSpan Parse(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        var form = Form().Match(text);
        if (form.Success && text.Length > 0)
        {
            var total = TimeSpan.Zero;
            for (var i = 0; i < form.Groups["number"].Captures.Count; i++)
            {
                total += double.Parse(form.Groups["number"].Captures[i].ValueSpan, CultureInfo.InvariantCulture) * Unit(form.Groups["unit"].Captures[i].Value);
            }

            return total;
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && text.Contains(':', StringComparison.Ordinal)
            ? span
            : throw new ArgumentTransformationMetadataException($"'{text}' is no time: seconds are needed, or numbers with units such as 1m30s, or hh:mm:ss.");
    }

    private static TimeSpan Unit(string unit) => unit switch
    {
        "h" => TimeSpan.FromHours(1),
        "m" => TimeSpan.FromMinutes(1),
        "s" => TimeSpan.FromSeconds(1),
        "ms" => TimeSpan.FromMilliseconds(1),
        _ => TimeSpan.FromMicroseconds(1),
    };

    [GeneratedRegex(@"^((?<number>\d+(\.\d+)?)(?<unit>h|ms|m|s|us|µs))+$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
