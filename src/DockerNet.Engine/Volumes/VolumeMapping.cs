using System.Globalization;
using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>Turns the engine's answers about volumes into what cmdlets emit.</summary>
internal static class VolumeMapping
{
    /// <summary>A volume.</summary>
    /// <param name="volume">The volume, as the engine tells it.</param>
    /// <param name="containers">The containers of the engine, of which some may mount it.</param>
    /// <param name="engine">The engine's name.</param>
    public static Volume ToModel(JsonObject volume, IEnumerable<Container> containers, string engine)
    {
        var (name, labels) = ((string?)volume["Name"] ?? "", volume["Labels"].ToTable());
        return new()
        {
            Name = name,
            Driver = (string?)volume["Driver"] ?? "",
            Mountpoint = (string?)volume["Mountpoint"] ?? "",
            Scope = (string?)volume["Scope"] ?? "",
            Created = DateTimeOffset.TryParse((string?)volume["CreatedAt"], CultureInfo.InvariantCulture, out var created) ? created.LocalDateTime : null,
            Anonymous = labels.ContainsKey(Volume.AnonymousLabel) || (name.Length == 64 && name.All(char.IsAsciiHexDigitLower)),
            Options = volume["Options"].ToTable(),
            Labels = labels,
            Users = [.. containers
                .SelectMany(container => container.Mounts.Where(mount => mount.Volume == name).Select(mount => new VolumeUser
                {
                    Container = container.Name,
                    ContainerId = container.Id,
                    State = container.State,
                    Destination = mount.Destination,
                    ReadOnly = mount.ReadOnly,
                    Engine = engine,
                }))
                .OrderBy(user => user.Container, StringComparer.Ordinal)
                .ThenBy(user => user.Destination, StringComparer.Ordinal)],
            Engine = engine,
        };
    }
}
