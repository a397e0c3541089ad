using System.Management.Automation;

namespace DockerNet.Engine;

/// <summary>Translates what a swarm's managers refuse, by their words: they answer most of it with 400, 500 or 503 alike.</summary>
internal static class SwarmFailure
{
    /// <summary>Makes a call about a swarm.</summary>
    /// <exception cref="DockerNetException">The failure, explained.</exception>
    public static async Task<T> ExplainAsync<T>(EngineConnection engine, object? target, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "NotSwarmManager")
        {
            throw await NotManagerAsync(engine, e, target, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (Known(e, engine, target) is { } known)
        {
            throw known;
        }
    }

    /// <summary>Tells what an engine that is no manager is, and where a manager is.</summary>
    public static async Task<DockerNetException> NotManagerAsync(EngineConnection engine, DockerNetException failure, object? target, CancellationToken cancellationToken)
    {
        var swarm = await new Swarms(engine).GetLocalAsync(cancellationToken).ConfigureAwait(false);
        var (what, todo) = swarm.State switch
        {
            "inactive" => ("is in no swarm", "Make it one with Initialize-DockerSwarm, let it join one with Join-DockerSwarm, or name a manager with -Engine."),
            "locked" => ("is a locked manager", "Unlock it on its host: docker swarm unlock."),
            "pending" => ("is still joining its swarm", "Try again when Get-DockerSwarm says that it is active."),
            "error" => ($"cannot take part in its swarm ({swarm.Error})", "See Get-DockerSwarm, and the engine's log."),
            _ => (
                $"is a worker of its swarm; {(swarm.ManagerAddresses.Count > 1 ? "managers are" : "the manager is")} at {string.Join(", ", swarm.ManagerAddresses)}",
                "Name the engine of a manager with -Engine, or make this node one from there: Set-DockerNode -Role Manager."),
        };
        return new("NotSwarmManager", ErrorCategory.InvalidOperation, $"That takes a manager of a swarm, and the engine at '{engine.Name}' {what}.", target ?? failure.Target, todo, failure.InnerException);
    }

    /// <summary>A manager's words, "rpc error: code = FailedPrecondition desc = …", without what is not for people.</summary>
    public static string Words(string message)
    {
        const string Description = " desc = ";
        var start = message.IndexOf(Description, StringComparison.Ordinal);
        return start < 0 ? message : message[(start + Description.Length)..];
    }

    private static DockerNetException? Known(DockerNetException failure, EngineConnection engine, object? target)
    {
        var words = Words(failure.Message);
        target ??= failure.Target;
        return words switch
        {
            _ when Says("already part of a swarm") =>
                new("SwarmAlreadyJoined", ErrorCategory.ResourceExists, words, target, "Leave it first: Exit-DockerSwarm.", failure.InnerException),
            _ when Says("not part of a swarm") =>
                new("NotInSwarm", ErrorCategory.InvalidOperation, words, target, "There is nothing to leave; Initialize-DockerSwarm or Join-DockerSwarm begin.", failure.InnerException),
            _ when Says("participating as a manager") =>
                new("SwarmManagerLeaving", ErrorCategory.InvalidOperation, words, target, "Make it a worker first (Set-DockerNode -Role Worker), or use -Force: with the last manager the swarm is lost.", failure.InnerException),
            _ when Says("invalid join token") || Says("a valid join token is necessary") =>
                new("JoinTokenRefused", ErrorCategory.AuthenticationError, words, target, "Get one from a manager: Get-DockerSwarm -JoinToken.", failure.InnerException),
            _ when Says("must specify a listening address") || Says("could not choose an IP address to advertise") || Says("could not find the system's IP address") =>
                new("AdvertiseAddressNeeded", ErrorCategory.InvalidArgument, words, target, "Say with -AdvertiseAddress at which address other nodes reach this one.", failure.InnerException),
            _ when Says("Timeout was reached before node joined") =>
                new("SwarmJoinPending", ErrorCategory.OperationTimeout, words, target, "Get-DockerSwarm tells when it succeeded; Exit-DockerSwarm -Force gives up.", failure.InnerException),
            _ when Says("does not have a leader") || Says("lost quorum") || Says("no elected primary") || Says("deadline exceeded") =>
                new("SwarmHasNoLeader", ErrorCategory.ResourceUnavailable, words, target, "More than half of the managers must reach each other; see Get-DockerNode on another manager.", failure.InnerException),
            _ when Says("attempting to demote the last manager") || Says("can't demote the last manager") || Says("would result in a loss of quorum") =>
                new("LastSwarmManager", ErrorCategory.InvalidOperation, words, target, "Make another node a manager first: Set-DockerNode -Role Manager.", failure.InnerException),
            _ when Says("is not down and can't be removed") =>
                new("NodeNotDown", ErrorCategory.ResourceBusy, words, target, "Have it leave first (Exit-DockerSwarm -Engine NODE), or use -Force.", failure.InnerException),
            _ when Says("is a cluster manager and is a member of the raft cluster") =>
                new("NodeIsManager", ErrorCategory.ResourceBusy, words, target, "Make it a worker first: Set-DockerNode -Role Worker.", failure.InnerException),
            _ when Says("update out of sequence") =>
                new("UpdateOutOfSequence", ErrorCategory.ResourceBusy, words, target, "Somebody else changed it at the same time: look at it, and try again.", failure.InnerException),
            _ when Says("name conflicts with an existing object") =>
                ResourceError.Exists(ResourceKind.Service, target, words, failure.InnerException),
            _ when Says("does not have a previous spec") =>
                new("NoPreviousSpecification", ErrorCategory.InvalidOperation, words, target, "Only a service that was changed can go back, and only once.", failure.InnerException),
            _ when Says("cannot be used with services") =>
                new("NetworkNotForServices", ErrorCategory.InvalidArgument, words, target, "Make an overlay network for it: New-DockerNetwork -Driver overlay.", failure.InnerException),
            _ when words.StartsWith("network ", StringComparison.Ordinal) && words.EndsWith(" not found", StringComparison.Ordinal) =>
                ResourceError.NotFound(ResourceKind.Network, words["network ".Length..^" not found".Length], engine.Name, failure.InnerException),
            _ when Says("constraint expected") || (Says("is invalid") && (Says("key '") || Says("value '"))) =>
                new("InvalidConstraint", ErrorCategory.InvalidArgument, words, target, "Write a constraint as node.role==manager or node.labels.disk!=ssd.", failure.InnerException),
            _ when Says("is already in use by service") =>
                new("PortInUse", ErrorCategory.ResourceExists, words, target, "Choose another port, or none to have one chosen.", failure.InnerException),
            _ when words.Length < failure.Message.Length && failure.ErrorId is "EngineFault" or "InvalidRequest" =>
                new(failure.ErrorId, failure.Category, words, target, failure.Recommendation, failure.InnerException),
            _ => null,
        };

        bool Says(string text) => words.Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
