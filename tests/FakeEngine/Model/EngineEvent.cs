using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>Something that happened in the engine.</summary>
public sealed record EngineEvent(string Type, string Action, string Id, IReadOnlyDictionary<string, string> Attributes, DateTimeOffset Time, string Scope = "local")
{
    internal JsonObject ToJson(ApiVersion version)
    {
        var json = new JsonObject();
        if (!version.AtLeast(52) && Type is "container" or "image")
        {
            json["status"] = Action;
            json["id"] = Id;
            if (Attributes.TryGetValue("image", out var image))
            {
                json["from"] = image;
            }
        }

        json["Type"] = Type;
        json["Action"] = Action;
        json["Actor"] = new JsonObject { ["ID"] = Id, ["Attributes"] = EngineJson.Map(Attributes) };
        json["scope"] = Scope;
        json["time"] = Time.ToUnixTimeSeconds();
        json["timeNano"] = (Time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;
        return json;
    }
}
