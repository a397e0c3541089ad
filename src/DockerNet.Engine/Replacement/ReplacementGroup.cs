using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>Containers that are being replaced together, as the engine tells of them by names and labels: what is known of a replacement
/// that broke off. Every act looks first at what there is, so that it can be repeated after any failure.</summary>
internal sealed class ReplacementGroup
{
    private const int Attempts = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly ReplacementCalls _calls;

    private ReplacementGroup(ReplacementCalls calls, string id, ReplacementJournal? journal, IReadOnlyList<Original> originals, IReadOnlyList<Successor> successors)
    {
        _calls = calls;
        Id = id;
        Journal = journal;
        Originals = originals;
        Successors = successors;
    }

    /// <summary>The replacement.</summary>
    public string Id { get; }

    /// <summary>What it was about to do; null where that is gone.</summary>
    public ReplacementJournal? Journal { get; }

    /// <summary>The names of the containers that were to be replaced.</summary>
    public IReadOnlyList<string> ContainerNames => [.. (Journal?.Members.Select(member => member.Name) ?? []).Union(Originals.Select(original => original.Name.Name))];

    /// <summary>The containers that were to be replaced and still are there, those first that others need.</summary>
    public IReadOnlyList<Original> Originals { get; }

    /// <summary>The containers that take their places.</summary>
    public IReadOnlyList<Successor> Successors { get; }

    /// <summary>Whether an original is gone: all successors had proved themselves by then, and there is no way back.</summary>
    public bool PastReturn => Successors.Any(successor => !Originals.Any(original => original.Id == successor.Mark.Replaces));

    /// <summary>The replacements that are under way or broken off.</summary>
    public static async Task<IReadOnlyList<ReplacementGroup>> FindAsync(ReplacementCalls calls, CancellationToken cancellationToken)
    {
        var rows = await calls.ListAsync(cancellationToken).ConfigureAwait(false);
        var journals = (await ReplacementJournal.ReadAsync(calls.Engine, cancellationToken).ConfigureAwait(false)).ToDictionary(journal => journal.Group, StringComparer.Ordinal);
        var originals = rows
            .Select(row => (Row: row, Name: ReplacedNameOf(row, journals.Values)))
            .Where(original => original.Name is not null)
            .ToLookup(original => original.Name!.Value.Group, StringComparer.Ordinal);
        var successors = rows
            .Select(row => (Row: row, Mark: ReplacementMark.Parse((string?)row["Labels"]?[ReplacementMark.Label])))
            .Where(successor => successor.Mark is not null)
            .ToLookup(successor => successor.Mark!.Group, successor => new Successor(ReplacementCalls.IdOf(successor.Row), successor.Mark!), StringComparer.Ordinal);
        var groups = new List<ReplacementGroup>();
        foreach (var group in originals.Select(group => group.Key).Union(journals.Keys))
        {
            var read = new List<Original>();
            foreach (var (row, name) in originals[group])
            {
                read.Add(new(ReplacementCalls.IdOf(row), name!.Value, await calls.InspectAsync(ReplacementCalls.IdOf(row), cancellationToken).ConfigureAwait(false)));
            }

            groups.Add(new(calls, group, journals.GetValueOrDefault(group), Original.InOrder(read), [.. successors[group]]));
        }

        return groups;
    }

    /// <summary>Whether the successors are all there and do what the originals did.</summary>
    public async Task<bool> IsCompleteAsync(CancellationToken cancellationToken)
    {
        if (Originals.Count == 0)
        {
            // It was not begun yet.
            return false;
        }

        foreach (var original in Originals)
        {
            if (Successors.FirstOrDefault(successor => successor.Mark.Replaces == original.Id) is not { } successor)
            {
                return false;
            }

            var inspect = await _calls.InspectAsync(successor.Id, cancellationToken).ConfigureAwait(false);
            var (state, networks) = (inspect["State"], AddressKeeper.Endpoints(inspect).Select(endpoint => endpoint.Network).ToHashSet(StringComparer.Ordinal));
            var health = (string?)state?["Health"]?["Status"] ?? "none";
            var runs = (bool?)state?["Running"] is true && health is "none" or "healthy";
            var asOriginal = original.Name.RanAs switch
            {
                RanAs.Running => runs,
                RanAs.Paused => (bool?)state?["Paused"] is true,
                RanAs.Restarting => (string?)state?["Status"] is not "created",
                _ => true,
            };
            if (!networks.IsSupersetOf(successor.Mark.Networks) || !asOriginal)
            {
                return false;
            }

            // It was killed before it was made again with the addresses, which is the only way to keep its MAC address too.
            if ((await AddressKeeper.MovedAsync(_calls, successor.Id, successor.Mark.Addresses, cancellationToken).ConfigureAwait(false)).Any(moved => AddressKeeper.IsKeptByCreation(_calls, moved.Network, moved.Endpoint)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Puts the originals back as they were.</summary>
    public async Task UndoAsync()
    {
        foreach (var successor in Successors.Reverse())
        {
            await InsistAsync(token => _calls.RemoveAsync(successor.Id, force: true, volumes: true, token)).ConfigureAwait(false);
        }

        await InsistAsync(token => _calls.RemoveSnapshotsAsync(Id, token)).ConfigureAwait(false);
        foreach (var original in Originals)
        {
            var had = Journal?.Members.FirstOrDefault(member => member.Id == original.Id);
            await InsistAsync(token => ReconnectAsync(original, had, token)).ConfigureAwait(false);
            await InsistAsync(token => ResumeAsync(original, token)).ConfigureAwait(false);
            if (original.Name.RanAs is not RanAs.Stopped && had is not null)
            {
                await InsistAsync(async token =>
                {
                    await ReconnectAsync(original, had, token).ConfigureAwait(false);
                    return await AddressKeeper.KeepAsync(_calls, original.Id, original.Name.Name, had.Addresses, token).ConfigureAwait(false);
                }).ConfigureAwait(false);
            }

            // Last of all: until then its name tells that something is left to do.
            await InsistAsync(token => RenameAsync(original, token)).ConfigureAwait(false);
        }

        await ForgetAsync().ConfigureAwait(false);
    }

    /// <summary>Removes the originals, or puts them aside.</summary>
    public async Task FinishAsync()
    {
        foreach (var successor in Successors)
        {
            await InsistAsync(async token =>
            {
                var running = (bool?)(await _calls.InspectAsync(successor.Id, token).ConfigureAwait(false))["State"]?["Running"] is true;
                return running ? await AddressKeeper.KeepAsync(_calls, successor.Id, successor.Id, successor.Mark.Addresses, token).ConfigureAwait(false) : [];
            }).ConfigureAwait(false);
        }

        foreach (var original in Originals)
        {
            var keep = Successors.FirstOrDefault(successor => successor.Mark.Replaces == original.Id)?.Mark.KeepOriginal is true;
            await InsistAsync(token => keep ? PutAsideAsync(_calls, original.Id, original.Name.Name, token) : _calls.RemoveAsync(original.Id, force: true, volumes: false, token)).ConfigureAwait(false);
        }

        if (Journal is { KeepOriginal: true, Members: [var kept, ..] })
        {
            await InsistAsync(token => LeaveAloneAsync(_calls, kept.Id, token)).ConfigureAwait(false);
        }

        await ForgetAsync().ConfigureAwait(false);
    }

    /// <summary>Leaves an original under a name of its own, and to itself.</summary>
    public static async Task PutAsideAsync(ReplacementCalls calls, string id, string name, CancellationToken cancellationToken)
    {
        // In this order: once the name is another one, nothing is left to undo.
        await calls.RenameAsync(id, $"{name}-original-{id[..12]}", cancellationToken).ConfigureAwait(false);
        await LeaveAloneAsync(calls, id, cancellationToken).ConfigureAwait(false);
    }

    private static async Task LeaveAloneAsync(ReplacementCalls calls, string id, CancellationToken cancellationToken)
    {
        try
        {
            await calls.EndRestartsAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
        {
            // It was removed meanwhile.
        }
    }

    /// <summary>What is known of a container that is being replaced; null for any other one. Mostly its name tells it; of one that was between
    /// two runs and is stopped before it is renamed, the journal does.</summary>
    private static ReplacedName? ReplacedNameOf(JsonObject row, IEnumerable<ReplacementJournal> journals)
    {
        var names = row["Names"].ToTexts().Select(name => name.TrimStart('/')).ToList();
        return names.Select(ReplacedName.Parse).FirstOrDefault(name => name is not null) ?? journals
            .SelectMany(journal => journal.Members.Where(IsUnrenamed).Select(member => (ReplacedName?)new ReplacedName(member.Name, journal.Group, member.RanAs)))
            .FirstOrDefault();

        bool IsUnrenamed(ReplacementJournal.Member member) => member.RanAs is RanAs.Restarting && member.Id == ReplacementCalls.IdOf(row) && names.Contains(member.Name);
    }

    private Task<bool> ForgetAsync() => InsistAsync(token => ReplacementJournal.RemoveAsync(_calls.Engine, Id, token));

    /// <summary>Makes calls until they succeed: a failure of the undoing may be over at the next attempt. The user's Ctrl+C does not reach here.</summary>
    public static async Task<T> InsistAsync<T>(Func<CancellationToken, Task<T>> calls)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await calls(CancellationToken.None).ConfigureAwait(false);
            }
            catch (DockerNetException e) when (attempt < Attempts && e.ErrorId is not ("ContainerNotFound" or "InvalidRequest"))
            {
                await Task.Delay(Pause * attempt).ConfigureAwait(false);
            }
        }
    }

    private static Task<bool> InsistAsync(Func<CancellationToken, Task> calls) => InsistAsync(async token =>
    {
        await calls(token).ConfigureAwait(false);
        return true;
    });

    /// <summary>Connects an original to the networks that it was taken off.</summary>
    private async Task ReconnectAsync(Original original, ReplacementJournal.Member? had, CancellationToken cancellationToken)
    {
        var connected = AddressKeeper.Endpoints(await _calls.InspectAsync(original.Id, cancellationToken).ConfigureAwait(false)).Select(endpoint => endpoint.Network).ToHashSet(StringComparer.Ordinal);
        foreach (var (network, settings) in (had?.Endpoints ?? new Dictionary<string, JsonObject>()).Where(endpoint => !connected.Contains(endpoint.Key)))
        {
            await _calls.ConnectAsync(network, original.Id, (JsonObject)settings.DeepClone(), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ResumeAsync(Original original, CancellationToken cancellationToken)
    {
        if (original.Name.RanAs is RanAs.Stopped)
        {
            return;
        }

        var state = (await _calls.InspectAsync(original.Id, cancellationToken).ConfigureAwait(false))["State"];
        var (running, paused) = ((bool?)state?["Running"] is true || (bool?)state?["Restarting"] is true, (bool?)state?["Paused"] is true);
        if (!running)
        {
            await _calls.StartAsync(original.Id, cancellationToken).ConfigureAwait(false);
        }

        if (original.Name.RanAs is RanAs.Paused && !paused)
        {
            await _calls.PauseAsync(original.Id, cancellationToken).ConfigureAwait(false);
        }
        else if (original.Name.RanAs is not RanAs.Paused && paused)
        {
            await _calls.UnpauseAsync(original.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RenameAsync(Original original, CancellationToken cancellationToken)
    {
        var name = ((string?)(await _calls.InspectAsync(original.Id, cancellationToken).ConfigureAwait(false))["Name"])?.TrimStart('/');
        if (name != original.Name.Name)
        {
            await _calls.RenameAsync(original.Id, original.Name.Name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A container that is being replaced.</summary>
    internal sealed record Original(string Id, ReplacedName Name, JsonObject Inspect)
    {
        /// <summary>Those first that others need to start.</summary>
        public static IReadOnlyList<Original> InOrder(IReadOnlyList<Original> originals) =>
            ContainerDependency.InOrder(originals, original => original.Id, original => original.Name.Name, original => original.Inspect);
    }

    /// <summary>A container that takes another's place.</summary>
    internal sealed record Successor(string Id, ReplacementMark Mark);
}
