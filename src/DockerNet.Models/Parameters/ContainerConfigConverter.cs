using System.Management.Automation;

namespace DockerNet;

/// <summary>Makes a configuration again of what came back from a job or a remote session: it travels as properties that are text, and
/// whole in the hidden property <c>Json</c>.</summary>
public sealed class ContainerConfigConverter : PSTypeConverter
{
    /// <summary>The value of the hidden property.</summary>
    /// <param name="config">A configuration.</param>
    public static string Json(PSObject config) => ((ContainerConfig)config.BaseObject).ToJson();

    /// <summary>Whether it is a configuration that came back.</summary>
    public static bool IsReturned(PSObject value) => value.TypeNames.Contains("Deserialized.DockerNet.ContainerConfig");

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => sourceValue is PSObject value && IsReturned(value);

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        ContainerConfig.FromJson((string)((PSObject)sourceValue).Properties["Json"].Value);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new NotSupportedException();
}
