using System.Globalization;
using System.Management.Automation;

namespace DockerNet;

/// <summary>Lets a parameter take a size as the docker CLI writes it (<c>512m</c>, <c>1.5GiB</c>) beside PowerShell's own (<c>512MB</c>).</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SizeAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string text)
        {
            return value;
        }

        return ByteSize.TryParse(text.Trim(), out var bytes) ? bytes
            : text.Trim() is "-1" ? -1L
            : throw new ArgumentTransformationMetadataException(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no size: a number is needed, with or without a unit such as 512m or 1.5g."));
    }
}
