using DockerNet.Engine;

namespace DockerNet.Tests;

public sealed class ServiceConvergenceTests
{
    [Fact]
    public void A_service_is_there_when_all_replicas_run_on_nodes_that_answer()
    {
        Assert.True(ServiceConvergence.Judge(Web(2), [Task(1), Task(2)]).Converged);
        Assert.False(ServiceConvergence.Judge(Web(2), [Task(1)]).Converged);
    }

    [Fact]
    public void A_replica_on_a_node_that_does_not_answer_is_not_counted_and_said_to_be_unknown()
    {
        var progress = ServiceConvergence.Judge(Web(2), [Task(1), Task(2) with { NodeState = NodeState.Down }]);

        Assert.False(progress.Converged);
        Assert.Equal(1, progress.Running);
        Assert.Contains("web.2: last heard running on host2, which does not answer", progress.Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_swarm_gave_up_on_a_dead_node_keeps_nobody_waiting()
    {
        var lost = Task(2) with { Id = "lost", DesiredState = ServiceTaskState.Shutdown, NodeState = NodeState.Down };

        Assert.True(ServiceConvergence.Judge(Web(2), [Task(1), lost, Task(2)]).Converged);
    }

    [Fact]
    public void A_task_that_still_has_to_end_is_waited_for()
    {
        var leaving = Task(3) with { DesiredState = ServiceTaskState.Remove };

        var progress = ServiceConvergence.Judge(Web(2), [Task(1), Task(2), leaving]);

        Assert.False(progress.Converged);
        Assert.Contains("web.3 still has to end", progress.Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_of_before_an_update_does_not_count()
    {
        var progress = ServiceConvergence.Judge(Web(1), [Task(1) with { UpToDate = false }]);

        Assert.False(progress.Converged);
        Assert.Contains("is to be replaced", progress.Missing, StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_under_way_is_not_the_end_though_all_tasks_run()
    {
        Assert.False(ServiceConvergence.Judge(Web(1) with { UpdateState = ServiceUpdateState.RollbackStarted, UpdateMessage = "rollback" }, [Task(1)]).Converged);
        Assert.True(ServiceConvergence.Judge(Web(1) with { UpdateState = ServiceUpdateState.RollbackCompleted }, [Task(1)]).Converged);
    }

    [Fact]
    public void A_task_that_waits_for_a_node_says_why()
    {
        var pending = Task(1) with { State = ServiceTaskState.Pending, Node = "", NodeId = "", NodeState = NodeState.Unknown, Error = "no suitable node" };

        Assert.Equal("web.1: pending: no suitable node", ServiceConvergence.Judge(Web(1), [pending]).Missing);
    }

    [Fact]
    public void An_ended_task_with_a_successor_is_not_the_end_of_its_slot()
    {
        var failed = Task(1) with { Id = "old", State = ServiceTaskState.Failed, DesiredState = ServiceTaskState.Shutdown, Created = DateTime.Now.AddMinutes(-1) };

        Assert.Empty(ServiceConvergence.Judge(Web(1), [failed, Task(1)]).Ended);
        Assert.Single(ServiceConvergence.Judge(Web(1), [failed]).Ended);
    }

    [Fact]
    public void What_ended_in_a_slot_that_was_scaled_away_is_no_end_of_the_others()
    {
        var failed = Task(1) with { State = ServiceTaskState.Failed, DesiredState = ServiceTaskState.Shutdown };

        var progress = ServiceConvergence.Judge(Web(2), [failed, Task(3), Task(5)]);

        Assert.Equal((2, 2, true), (progress.Running, progress.Desired, progress.Converged));
        Assert.Empty(progress.Ended);
    }

    [Fact]
    public void A_slot_beyond_the_number_of_replicas_can_end_for_good_too()
    {
        var failed = Task(5) with { State = ServiceTaskState.Failed, DesiredState = ServiceTaskState.Shutdown };

        Assert.Same(failed, Assert.Single(ServiceConvergence.Judge(Web(2), [Task(3), failed]).Ended));
    }

    [Fact]
    public void A_global_service_whose_task_ended_for_good_is_not_said_to_fit_no_node()
    {
        var global = Web(0) with { Mode = ServiceMode.Global, Replicas = null };
        var failed = Task(1) with { Slot = null, Name = "web.n1", State = ServiceTaskState.Failed, DesiredState = ServiceTaskState.Shutdown };

        var progress = ServiceConvergence.Judge(global, [failed, Task(2) with { Slot = null }]);

        Assert.Equal((1, 2, false), (progress.Running, progress.Desired, progress.Converged));
        Assert.Same(failed, Assert.Single(progress.Ended));
        // Of a node that was drained, or of before an update.
        Assert.Empty(ServiceConvergence.Judge(global, [failed with { State = ServiceTaskState.Shutdown }, Task(2) with { Slot = null }]).Ended);
        Assert.Empty(ServiceConvergence.Judge(global, [failed with { UpToDate = false }, Task(2) with { Slot = null }]).Ended);
    }

    [Fact]
    public void A_global_service_that_no_node_fits_is_not_there()
    {
        var progress = ServiceConvergence.Judge(Web(0) with { Mode = ServiceMode.Global, Replicas = null }, []);

        Assert.False(progress.Converged);
        Assert.Equal("no node fits", progress.Missing);
    }

    [Fact]
    public void A_service_scaled_to_none_is_there_when_none_runs() =>
        Assert.True(ServiceConvergence.Judge(Web(0), [Task(1) with { State = ServiceTaskState.Shutdown, DesiredState = ServiceTaskState.Remove }]).Converged);

    private static Service Web(int replicas) => new() { Name = "web", Id = "w", Mode = ServiceMode.Replicated, Replicas = replicas, Engine = "e" };

    private static ServiceTask Task(int slot) => new()
    {
        Id = $"t{slot}",
        Name = $"web.{slot}",
        Slot = slot,
        Node = $"host{slot}",
        NodeId = $"n{slot}",
        NodeState = NodeState.Ready,
        State = ServiceTaskState.Running,
        DesiredState = ServiceTaskState.Running,
        UpToDate = true,
        Created = DateTime.Now,
        Engine = "e",
    };
}
