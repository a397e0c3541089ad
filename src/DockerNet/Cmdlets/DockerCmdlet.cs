using System.Collections.Concurrent;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>What every cmdlet has: the engine, waiting for asynchronous work on the pipeline's thread, Ctrl+C, and errors told one by one.</summary>
public abstract class DockerCmdlet : PSCmdlet, IDisposable
{
    /// <summary>How many items of merged streams wait to be written before the streams are read on.</summary>
    private const int MergedAtATime = 1024;

    /// <summary>How long the answer of the engine that is named first is waited for before others'.</summary>
    private static readonly TimeSpan OrderIsKept = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>What other threads want written: only the pipeline's thread may write, and does while it waits.</summary>
    private readonly BlockingCollection<Action> _writes = [];

    private readonly Dictionary<string, DockerEngine> _engines = new(StringComparer.Ordinal);

    /// <summary>The engines to ask; the default one where none is named.</summary>
    // Null comes from an object that says no engine, such as a configuration: then it is the default one.
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [ArgumentCompleter(typeof(EngineCompleter))]
    public EngineRef[]? Engine { get; set; }

    /// <summary>Cancelled by Ctrl+C.</summary>
    protected internal CancellationToken StopToken => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what is under way when the pipeline ends, however it ends.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stop.Cancel();
            _stop.Dispose();
        }
    }

    /// <summary>An object in the pipeline may leave the engine open, as a configuration does; a user who names it must name one: an
    /// empty variable must not mean the default engine.</summary>
    protected override void BeginProcessing()
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Engine)) && (Engine is not { Length: > 0 } || Array.Exists(Engine, engine => string.IsNullOrEmpty(engine?.Text))))
        {
            ThrowTerminatingError(EngineError.InvalidEndpoint("", "no engine is named.").ErrorRecord);
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Whether the user only wants to be told what would be done.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var whatIf)
        ? whatIf is SwitchParameter { IsPresent: true } or true
        : SessionState.PSVariable.GetValue("WhatIfPreference") is SwitchParameter { IsPresent: true } or true;

    /// <summary>Waits for asynchronous work, writing meanwhile what it wants written.</summary>
    /// <exception cref="PipelineStoppedException">The user stopped the pipeline.</exception>
    protected internal T Await<T>(Func<CancellationToken, Task<T>> work) => Await(Start(work));

    /// <inheritdoc cref="Await{T}(Func{CancellationToken, Task{T}})"/>
    protected internal void Await(Func<CancellationToken, Task> work) => Await(Start(async token =>
    {
        await work(token).ConfigureAwait(false);
        return true;
    }));

    /// <summary>Starts asynchronous work away from the pipeline's thread.</summary>
    protected internal Task<T> Start<T>(Func<CancellationToken, Task<T>> work)
    {
        var verbose = IsVerbose();
        return Task.Run(
            () =>
            {
                if (verbose)
                {
                    EngineCallTrace.ListenWith(line => Post(() => WriteVerbose(line)));
                }

                return work(_stop.Token);
            },
            _stop.Token);
    }

    /// <summary>Waits for work that was started.</summary>
    protected internal T Await<T>(Task<T> task)
    {
        // Wakes the wait below; nothing to write.
        task.ContinueWith(_ => Post(() => { }), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        ExceptionDispatchInfo? stopped = null;
        while (!task.IsCompleted)
        {
            try
            {
                _writes.Take()();
            }
            catch (PipelineStoppedException e)
            {
                // What is written just when Ctrl+C comes, or a later command has seen enough: the work, which may have something to
                // undo, is waited for all the same.
                stopped = ExceptionDispatchInfo.Capture(e);
                _stop.Cancel();
            }
        }

        stopped?.Throw();
        WritePosted();
        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Gives the items of a stream as they come.</summary>
    protected internal IEnumerable<T> Stream<T>(Func<CancellationToken, IAsyncEnumerable<T>> source)
    {
        var items = source(_stop.Token).GetAsyncEnumerator(_stop.Token);
        var (verbose, next) = (IsVerbose(), Task.FromResult(true));
        try
        {
            while (true)
            {
                if (_stop.IsCancellationRequested)
                {
                    throw new PipelineStoppedException();
                }

                // Most items of a busy stream are there already: they are taken without a change of thread.
                var coming = verbose ? new(next = Start(_ => items.MoveNextAsync().AsTask())) : items.MoveNextAsync();
                if (!(coming.IsCompletedSuccessfully ? coming.Result : Await(next = coming.AsTask())))
                {
                    break;
                }

                yield return items.Current;
            }
        }
        finally
        {
            // Whatever ended it, a stopped pipeline too, the stream lets go of its connection; what is being read is waited for.
            if (!next.IsCompleted)
            {
                _stop.Cancel();
                Task.WaitAny(next);
            }

            items.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Gives the items of several streams at the same time, as they come. The failure of one is one error, and the others go on.</summary>
    protected IEnumerable<T> Merge<T>(IReadOnlyCollection<Func<CancellationToken, IAsyncEnumerable<T>>> sources)
    {
        var merged = Channel.CreateBounded<(T Item, DockerNetException? Failure)>(MergedAtATime);
        var reading = Task.WhenAll(sources.Select(source => Start(async token =>
        {
            try
            {
                await foreach (var item in source(token).ConfigureAwait(false))
                {
                    await merged.Writer.WriteAsync((item, null), token).ConfigureAwait(false);
                }
            }
            catch (DockerNetException e)
            {
                await merged.Writer.WriteAsync((default!, e), token).ConfigureAwait(false);
            }

            return true;
        })));
        reading.ContinueWith(ended => merged.Writer.TryComplete(ended.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        foreach (var (item, failure) in Stream(merged.Reader.ReadAllAsync))
        {
            if (failure is null)
            {
                yield return item;
            }
            else
            {
                WriteError(failure.ErrorRecord);
            }
        }
    }

    /// <summary>Has something written by the pipeline's thread, from any other one.</summary>
    protected internal void Post(Action write) => _writes.Add(write);

    /// <summary>Writes what has been posted meanwhile.</summary>
    protected void WritePosted()
    {
        while (_writes.TryTake(out var write))
        {
            write();
        }
    }

    /// <summary>Does something for one of the objects asked for: its failure is one error, and the others go on.</summary>
    /// <returns>Whether it succeeded.</returns>
    protected bool Try(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (DockerNetException e)
        {
            WriteError(e.ErrorRecord);
            return false;
        }
    }

    /// <summary>The engines that -Engine names, or the default one. One that cannot be reached is one error.</summary>
    protected IReadOnlyList<DockerEngine> Engines() => Engines(Engine);

    /// <summary>The engine of a reference: that of its object, else those that -Engine names.</summary>
    protected IReadOnlyList<DockerEngine> Engines(ResourceRef reference) => Engines(References(reference));

    /// <summary>The engine that an object came from.</summary>
    protected DockerEngine EngineOf(string engine) => _engines.TryGetValue(engine, out var known) ? known : Await(Connect(engine));

    /// <summary>The containers that references stand for: a name that does not exist is an error, a pattern that fits nothing is none.</summary>
    protected IEnumerable<Container> Find(IEnumerable<ContainerRef> references) =>
        Find(
            references,
            (engine, name, token) => engine.Containers.GetAsync(name, token),
            (engine, token) => engine.Containers.ListAsync(null, token),
            container => container.Name);

    /// <summary>The networks that references stand for.</summary>
    /// <inheritdoc cref="Find(IEnumerable{ContainerRef})"/>
    protected IEnumerable<Network> Find(IEnumerable<NetworkRef> references) =>
        Find(
            references,
            (engine, name, token) => engine.Networks.GetAsync(name, token),
            (engine, token) => engine.Networks.ListAsync([], [], token),
            network => network.Name);

    /// <summary>The volumes that references stand for.</summary>
    /// <inheritdoc cref="Find(IEnumerable{ContainerRef})"/>
    protected IEnumerable<Volume> Find(IEnumerable<VolumeRef> references) =>
        Find(
            references,
            (engine, name, token) => engine.Volumes.GetAsync(name, token),
            (engine, token) => engine.Volumes.ListAsync(token),
            volume => volume.Name);

    /// <summary>The nodes that references stand for.</summary>
    /// <inheritdoc cref="Find(IEnumerable{ContainerRef})"/>
    protected IEnumerable<SwarmNode> Find(IEnumerable<NodeRef> references) =>
        Find(
            references,
            (engine, name, token) => engine.Nodes.GetAsync(name, token),
            (engine, token) => engine.Nodes.ListAsync(token),
            node => node.Name);

    /// <summary>The services that references stand for.</summary>
    /// <inheritdoc cref="Find(IEnumerable{ContainerRef})"/>
    protected IEnumerable<Service> Find(IEnumerable<ServiceRef> references) =>
        Find(
            references,
            (engine, name, token) => engine.Services.GetAsync(name, token),
            (engine, token) => engine.Services.ListAsync(token),
            service => service.Name);

    /// <summary>The images that references stand for; a pattern is matched with each of their tags, with the tag and without.</summary>
    /// <inheritdoc cref="Find(IEnumerable{ContainerRef})"/>
    protected IEnumerable<Image> Find(IEnumerable<ImageRef> references) =>
        references.SelectMany(reference => Find(
            [reference],
            (engine, name, token) => engine.Images.GetAsync(name, token),
            async (engine, token) => [.. (await engine.Images.ListAsync([], null, token).ConfigureAwait(false)).Where(image => reference.Fits(image))],
            _ => null));

    /// <summary>The things that references stand for.</summary>
    /// <param name="references">Names, ids, patterns or objects.</param>
    /// <param name="get">Gets one by name or id.</param>
    /// <param name="list">Gets all, for a pattern.</param>
    /// <param name="nameOf">The name that a pattern is matched with; null for what was matched already.</param>
    private protected IEnumerable<T> Find<T>(
        IEnumerable<ResourceRef> references,
        Func<DockerEngine, string, CancellationToken, Task<T>> get,
        Func<DockerEngine, CancellationToken, Task<IReadOnlyList<T>>> list,
        Func<T, string?> nameOf)
    {
        foreach (var reference in references)
        {
            var found = Ask<T>(reference, async (engine, token) => reference.IsPattern
                ? [.. (await list(engine, token).ConfigureAwait(false)).Where(item => nameOf(item) is not { } name || reference.Matches(name))]
                : [await get(engine, reference.Text, token).ConfigureAwait(false)]);
            foreach (var item in found)
            {
                yield return item;
            }
        }
    }

    /// <summary>Asks the engines of a reference at the same time; the failure of one is one error. The answers come in the order in which
    /// the engines are named, but one that takes its time keeps no other's waiting.</summary>
    /// <param name="reference">What is asked about; null for the engines themselves.</param>
    /// <param name="question">What each is asked.</param>
    private protected IEnumerable<T> Ask<T>(ResourceRef? reference, Func<DockerEngine, CancellationToken, Task<IReadOnlyList<T>>> question)
    {
        var answers = Attempts(References(reference)).Select(attempt => Start(async token =>
        {
            var engine = await attempt.ConfigureAwait(false);
            return (Engine: engine, Items: await question(engine, token).ConfigureAwait(false));
        })).ToList();
        var inOrder = answers.Count > 1 ? Task.Delay(OrderIsKept, _stop.Token) : Task.CompletedTask;
        while (answers.Count > 0)
        {
            var next = answers.Count == 1 ? answers[0] : Await(async _ => await Task.WhenAny(answers[0], inOrder).ConfigureAwait(false) == answers[0] ? answers[0] : await Task.WhenAny(answers).ConfigureAwait(false));
            answers.Remove(next);
            IReadOnlyList<T> items = [];
            Try(() =>
            {
                (var engine, items) = Await(next);
                _engines[engine.Endpoint] = engine;
            });
            foreach (var item in items)
            {
                yield return item;
            }
        }
    }

    private List<DockerEngine> Engines(IReadOnlyList<EngineRef>? references)
    {
        // Asked at the same time: one that is dead must not keep the others waiting.
        var engines = new List<DockerEngine>();
        foreach (var attempt in Attempts(references).ToList())
        {
            Try(() => engines.Add(Await(attempt)));
        }

        foreach (var engine in engines)
        {
            _engines[engine.Endpoint] = engine;
        }

        return engines;
    }

    private EngineRef[]? References(ResourceRef? reference) => reference?.Engine is null ? Engine : [new EngineRef(reference.Engine)];

    private IEnumerable<Task<DockerEngine>> Attempts(IReadOnlyList<EngineRef>? references) =>
        (references is null or [] ? [null] : references.Select(reference => reference.Engine).Distinct(StringComparer.Ordinal))
            .Select(name => name is not null && _engines.TryGetValue(name, out var known) ? Task.FromResult(known) : Connect(name));

    private Task<DockerEngine> Connect(string? engine) => Start(token => DockerEngine.ConnectAsync(engine, token));

    private bool IsVerbose() =>
        MyInvocation.BoundParameters.TryGetValue("Verbose", out var verbose)
            ? verbose is SwitchParameter { IsPresent: true } or true
            : SessionState.PSVariable.GetValue("VerbosePreference") is ActionPreference preference && preference is not ActionPreference.SilentlyContinue and not ActionPreference.Ignore;
}
