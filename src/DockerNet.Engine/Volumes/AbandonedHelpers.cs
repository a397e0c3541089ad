using System.Text.Json.Nodes;
using DockerNet.Engine.Backups;

namespace DockerNet.Engine;

/// <summary>Removes what clients that were killed left: helper containers and their images, and volumes that were being filled.</summary>
internal sealed class AbandonedHelpers(EngineConnection engine)
{
    /// <summary>Removes all of it, of every kind. A failure is not told: whoever comes next tries again.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var filter = new EngineFilter().With("label", HelperOwner.Label).Query;
            var containers = engine.GetJsonAsync($"containers/json?all=1&filters={filter}", ResourceKind.Container, null, cancellationToken);
            var volumes = engine.GetJsonAsync($"volumes?filters={filter}", ResourceKind.Volume, null, cancellationToken);
            var images = engine.GetJsonAsync($"images/json?filters={filter}", ResourceKind.Image, null, cancellationToken);
            await Task.WhenAll(containers, volumes, images).ConfigureAwait(false);
            foreach (var container in Rows(containers.Result).Where(IsAbandoned))
            {
                if ((string?)container["Labels"]?[PausedContainers.Label] is { } paused)
                {
                    await TryAsync(() => PausedContainers.ResumeAsync(engine, paused)).ConfigureAwait(false);
                }

                await TryAsync(() => DeleteAsync($"containers/{(string?)container["Id"]}?force=1", ResourceKind.Container, cancellationToken)).ConfigureAwait(false);
            }

            // After the containers, which hold the volumes; what undoes a filling ends with its journal.
            foreach (var journal in Rows(volumes.Result["Volumes"]).Select(FillJournal.Parse).OfType<FillJournal>().Where(journal => journal.IsAbandoned))
            {
                await TryAsync(() => journal.UndoAsync(engine, cancellationToken)).ConfigureAwait(false);
            }

            await TryAsync(() => ContentReplacement.UndoAbandonedAsync(engine, [.. Rows(volumes.Result["Volumes"])])).ConfigureAwait(false);

            foreach (var image in Rows(images.Result).Where(IsAbandoned))
            {
                await TryAsync(() => DeleteAsync($"images/{(string?)image["Id"]}?force=1", ResourceKind.Image, cancellationToken)).ConfigureAwait(false);
            }
        }
        catch (DockerNetException)
        {
            // It is in nobody's way.
        }
    }

    private async Task DeleteAsync(string path, string kind, CancellationToken cancellationToken) =>
        await engine.SendJsonAsync(HttpMethod.Delete, path, null, kind, null, cancellationToken).ConfigureAwait(false);

    private static async Task TryAsync(Func<Task> remove)
    {
        try
        {
            await remove().ConfigureAwait(false);
        }
        catch (DockerNetException)
        {
            // Another client was faster, or the engine will not: the others go on.
        }
    }

    private static bool IsAbandoned(JsonObject row) =>
        HelperOwner.Parse((string?)row["Labels"]?[HelperOwner.Label])?.IsGone(DateTimeOffset.FromUnixTimeSeconds((long?)row["Created"] ?? 0)) is true;

    private static IEnumerable<JsonObject> Rows(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();
}
