using System.Text.Json.Nodes;
using DockerNet.Engine.Backups;

namespace DockerNet.Engine;

/// <summary>Removes what clients that were killed left: helper containers and their images, and volumes that were being filled.</summary>
internal sealed class AbandonedHelpers(EngineConnection engine)
{
    /// <summary>How long ago something was made whose maker may just have been killed: then the engine may still be at the next thing.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(30);

    /// <summary>How long the engine is given for what it was told last.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    /// <summary>Removes all of it, of every kind. A failure is not told: whoever comes next tries again.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A call whose client is killed goes on: what it makes comes after the first look. The journals stay until then, and hide it.
            if (await RemoveAsync(withRecentJournals: false, cancellationToken).ConfigureAwait(false))
            {
                await Task.Delay(Settling, cancellationToken).ConfigureAwait(false);
                await RemoveAsync(withRecentJournals: true, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (DockerNetException)
        {
            // It is in nobody's way.
        }
    }

    /// <returns>Whether there was something that was made recently.</returns>
    private async Task<bool> RemoveAsync(bool withRecentJournals, CancellationToken cancellationToken)
    {
        var filter = new EngineFilter().With("label", HelperOwner.Label).Query;
        var containers = engine.GetJsonAsync($"containers/json?all=1&filters={filter}", ResourceKind.Container, null, cancellationToken);
        var volumes = engine.GetJsonAsync($"volumes?filters={filter}", ResourceKind.Volume, null, cancellationToken);
        var images = engine.GetJsonAsync($"images/json?filters={filter}", ResourceKind.Image, null, cancellationToken);
        await Task.WhenAll(containers, volumes, images).ConfigureAwait(false);
        var (helpers, emptyImages) = (Rows(containers.Result).Where(IsAbandoned).ToList(), Rows(images.Result).Where(IsAbandoned).ToList());
        var journals = Rows(volumes.Result["Volumes"]).Select(FillJournal.Parse).OfType<FillJournal>().Where(journal => journal.IsAbandoned).ToList();
        var isRecent = journals.Exists(journal => IsRecent(journal.Created)) || helpers.Concat(emptyImages).Any(row => IsRecent(CreationOf(row)));
        foreach (var helper in helpers)
        {
            if ((string?)helper["Labels"]?[PausedContainers.Label] is { } paused)
            {
                await TryAsync(() => PausedContainers.ResumeAsync(engine, paused)).ConfigureAwait(false);
            }

            await TryAsync(() => DeleteAsync($"containers/{(string?)helper["Id"]}?force=1", ResourceKind.Container, cancellationToken)).ConfigureAwait(false);
        }

        // After the containers, which hold the volumes; what undoes a filling ends with its journal.
        foreach (var journal in journals)
        {
            await TryAsync(async () =>
            {
                await journal.RemoveTargetAsync(engine, cancellationToken).ConfigureAwait(false);
                if (withRecentJournals || !IsRecent(journal.Created))
                {
                    await journal.RemoveAsync(engine, cancellationToken).ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
        }

        if (withRecentJournals || !isRecent)
        {
            // Last, when no journal stands in its way.
            await TryAsync(() => ContentReplacement.UndoAbandonedAsync(engine, [.. Rows(volumes.Result["Volumes"])])).ConfigureAwait(false);
        }

        foreach (var image in emptyImages)
        {
            await TryAsync(() => DeleteAsync($"images/{(string?)image["Id"]}?force=1", ResourceKind.Image, cancellationToken)).ConfigureAwait(false);
        }

        return isRecent;
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
        HelperOwner.Parse((string?)row["Labels"]?[HelperOwner.Label])?.IsGone(CreationOf(row)) is true;

    private static bool IsRecent(DateTimeOffset created) => DateTimeOffset.UtcNow - created < Recent;

    private static DateTimeOffset CreationOf(JsonObject row) => DateTimeOffset.FromUnixTimeSeconds((long?)row["Created"] ?? 0);

    private static IEnumerable<JsonObject> Rows(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();
}
