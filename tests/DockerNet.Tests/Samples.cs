namespace DockerNet.Tests;

/// <summary>One or two objects of each type that cmdlets emit, or that such objects hold, with values as long as they get.</summary>
public static class Samples
{
    private const string Engine = "unix:///run/docker.sock";
    private const string Id = "3f1c8a52d09be47716c0a9d8e2b4f6a15c7d3e9b80f2461a5d7c9e3b1f806a24";

    private static readonly DateTime Time = new(2026, 1, 31, 12, 30, 45, DateTimeKind.Unspecified);

    private static readonly PortBinding Port = new() { Container = "web01", ContainerId = Id, ContainerPort = 80, HostAddress = "0.0.0.0", HostPort = 8080, Engine = Engine };

    private static readonly ContainerNetwork Endpoint = new()
    {
        Container = "web01",
        ContainerId = Id,
        Network = "my_net",
        NetworkId = Id,
        EndpointId = Id,
        IPAddress = "172.21.0.2",
        PrefixLength = 16,
        Gateway = "172.21.0.1",
        MacAddress = "02:42:ac:15:00:02",
        Aliases = ["store", "db"],
        DnsNames = ["web01", "store", "db"],
        Engine = Engine,
    };

    private static readonly ContainerMount Mount = new() { Container = "web01", ContainerId = Id, Type = "volume", Volume = "site", Source = "/var/lib/docker/volumes/site/_data", Destination = "/usr/share/nginx/html", Driver = "local", ReadOnly = true, Engine = Engine };

    private static readonly NetworkEndpoint NetworkEndpoint = new() { Container = "web01", ContainerId = Id, EndpointId = Id, MacAddress = "02:42:ac:15:00:02", IPAddress = "172.21.0.2", IPv6Address = "fd00::2" };

    private static readonly NetworkSubnet Subnet = new() { Subnet = "172.21.0.0/16", Gateway = "172.21.0.1", IPRange = "172.21.5.0/24", AuxiliaryAddresses = new Dictionary<string, string> { ["router"] = "172.21.0.254" } };

    private static readonly ServicePort Published = new() { ContainerPort = 80, PublishedPort = 30080 };

    private static readonly VolumeUser User = new() { Container = "web01", ContainerId = Id, State = ContainerState.Running, Destination = "/data", ReadOnly = true, Engine = Engine };

    private static readonly Dictionary<string, string> Labels = new() { ["tier"] = "web", ["team"] = "a" };

    /// <summary>The samples.</summary>
    public static IReadOnlyDictionary<Type, object[]> All { get; } = new object[][]
    {
        [
            new Container
            {
                Id = Id, Name = "web01", Image = "nginx:1.27", ImageId = "sha256:" + Id, Command = "nginx -g daemon off;", Created = Time, State = ContainerState.Running,
                Status = "Up 2 minutes (healthy)", Health = ContainerHealth.Healthy, Ports = [Port, Port with { HostAddress = "::" }, Port with { ContainerPort = 443, HostAddress = null, HostPort = null }], Networks = [Endpoint],
                NetworkMode = "my_net", Mounts = [Mount], Labels = Labels, Size = 1234, Engine = Engine,
            },
            new Container
            {
                Id = Id, Name = "a-container-with-a-name-that-is-longer-than-most", Image = "registry.example.com/team/project/image:1.2.3-alpha", State = ContainerState.Exited,
                Status = "Exited (137) 3 days ago", ExitCode = 137, Networks = [Endpoint, Endpoint with { Network = "a-network-with-a-long-name", IPAddress = "10.250.240.230" }], Engine = Engine,
            },
        ],
        [new ContainerConfig { Image = "nginx", Name = "web01", Command = ["nginx", "-g", "daemon off;"], Environment = new Dictionary<string, string> { ["A"] = "1" }, Ports = [new("8080:80")], Networks = [new("my_net")], Labels = Labels }],
        [new ContainerCommandResult { Container = "web01", ContainerId = Id, Command = ["sh", "-c", "exit 3"], ExitCode = 3, Output = ["one", "two"], ErrorOutput = ["wrong"], Engine = Engine }],
        [Mount, Mount with { Type = "bind", Volume = null, Source = "/srv/a-folder/with/a-rather-long-path/to-it/html", ReadOnly = false }],
        [Endpoint, Endpoint with { IPAddress = "", PrefixLength = 0, Gateway = "", StaticIPAddress = "172.21.0.9", Aliases = [] }],
        [new DockerEvent { Time = Time, Type = "container", Action = "start", Id = Id, Name = "web01", Attributes = new Dictionary<string, string> { ["image"] = "nginx", ["name"] = "web01" }, Scope = "local", Engine = Engine }],
        [
            new EngineInfo
            {
                Engine = Engine, HostName = "build-host-17", Version = "28.5.2", ApiVersion = "1.51", MaxApiVersion = "1.51", MinApiVersion = "1.24", IsLocal = true, OperatingSystem = "Debian GNU/Linux 12",
                OSType = "linux", Architecture = "x86_64", KernelVersion = "6.1.0", Cpus = 8, Memory = 16_000_000_000, StorageDriver = "overlay2", RootDirectory = "/var/lib/docker", Containers = 12,
                ContainersRunning = 7, Images = 40, NetworkDrivers = ["bridge", "host"], VolumeDrivers = ["local"], Swarm = "inactive",
            },
        ],
        [
            new Image { Id = "sha256:" + Id, Tags = ["nginx:1.27", "nginx:latest"], Digests = ["nginx@sha256:" + Id], Created = Time, Size = 187_654_321, Labels = Labels, Engine = Engine },
            new Image { Id = "sha256:" + Id, Created = Time, Size = 4_321_000_000, Engine = Engine },
        ],
        [
            new LogLine { Container = "web01", ContainerId = Id, Time = Time, Text = "ready", Engine = Engine },
            new LogLine { Container = "web01", ContainerId = Id, Time = Time, Text = "a warning", Stream = OutputStream.StandardError, ShowTime = true, Engine = Engine },
        ],
        [
            new Network { Name = "my_net", Id = Id, Driver = "bridge", Scope = "local", Created = Time, Subnets = [Subnet], Options = new Dictionary<string, string> { ["com.docker.network.bridge.name"] = "br0" }, Labels = Labels, Containers = [NetworkEndpoint], Engine = Engine },
            new Network { Name = "an-overlay-network-with-a-long-name", Id = Id, Driver = "overlay", Scope = "swarm", IPv6 = true, Internal = true, Attachable = true, Subnets = [Subnet, new() { Subnet = "fd00:1234:5678::/64" }], Engine = Engine },
        ],
        [NetworkEndpoint],
        [Subnet],
        [Port, Port with { HostAddress = null, HostPort = null, ContainerPort = 443 }],
        [
            new PortMappingTest { HostPort = 8080, Free = false, Container = "web01", ContainerId = Id, ContainerPort = 80, Process = "docker-proxy", ProcessId = 4711, Answers = true, NextFreePort = 8081, Engine = Engine },
            new PortMappingTest { HostPort = 8081, Free = true, Engine = Engine },
        ],
        [
            new Service
            {
                Name = "site", Id = "k3q9x0c2b7l1m5n8p4r6t0v2z", Image = "nginx:1.27@sha256:" + Id, Command = ["nginx"], Mode = ServiceMode.Replicated, Replicas = 3, Running = 2, Desired = 3, Ports = [Published],
                VirtualAddresses = ["10.0.1.2"], Networks = ["my_overlay"], Mounts = [Mount], Environment = new Dictionary<string, string> { ["A"] = "1" }, Constraints = ["node.role==worker"], Labels = Labels,
                UpdateState = ServiceUpdateState.Updating, UpdateMessage = "update in progress", Created = Time, Updated = Time, Engine = Engine,
            },
        ],
        [new ServiceLogLine { Service = "site", Task = "site.1", TaskId = "t", Node = "host-1", NodeId = "n", Time = Time, Text = "ready", Engine = Engine }],
        [Published],
        [
            new ServiceTask { Id = "t1", Name = "site.1", Service = "site", ServiceId = "s", Slot = 1, Node = "host-1", NodeId = "n", NodeState = NodeState.Ready, Image = "nginx", State = ServiceTaskState.Running, DesiredState = ServiceTaskState.Running, Since = Time, Message = "started", Engine = Engine },
            new ServiceTask { Id = "t2", Name = "site.2", Service = "site", Node = "host-2", NodeId = "m", NodeState = NodeState.Down, State = ServiceTaskState.Failed, DesiredState = ServiceTaskState.Shutdown, Since = Time, Error = "task: non-zero exit (1)", ExitCode = 1, Engine = Engine },
        ],
        [new Swarm { Engine = Engine, State = "active", Role = NodeRole.Manager, NodeId = "k3q9x0c2b7l1m5n8p4r6t0v2z", NodeAddress = "10.0.0.1", ManagerAddresses = ["10.0.0.1:2377"], Id = "s3q9x0c2b7l1m5n8p4r6t0v2z", Nodes = 3, Managers = 1, AddressPools = ["10.0.0.0/8"], Created = Time, Updated = Time }],
        [new SwarmJoinToken { Role = NodeRole.Worker, RemoteAddress = ["10.0.0.1:2377"], JoinToken = new("SWMTKN-1-2-3"), SwarmId = "s3q9x0c2b7l1m5n8p4r6t0v2z", Manager = Engine }],
        [
            new SwarmNode { Id = "k3q9x0c2b7l1m5n8p4r6t0v2z", Name = "host-1", Role = NodeRole.Manager, Availability = NodeAvailability.Active, State = NodeState.Ready, Address = "10.0.0.1", Leader = true, Reachability = ManagerReachability.Reachable, EngineVersion = "28.5.2", Labels = Labels, Created = Time, Updated = Time, Engine = Engine },
            new SwarmNode { Id = "m3q9x0c2b7l1m5n8p4r6t0v2z", Name = "host-2", Role = NodeRole.Worker, Availability = NodeAvailability.Drain, State = NodeState.Down, Message = "heartbeat failure", Address = "10.0.0.2", EngineVersion = "28.5.2", Engine = Engine },
        ],
        [
            new Volume { Name = "site", Driver = "local", Mountpoint = "/var/lib/docker/volumes/site/_data", Scope = "local", Created = Time, Options = new Dictionary<string, string> { ["type"] = "nfs" }, Labels = Labels, Users = [User], Size = 123_456_789, Engine = Engine },
            new Volume { Name = Id, Driver = "local", Created = Time, Anonymous = true, Engine = Engine },
        ],
        [new VolumeBackup { Volume = "site", Path = "/backups/site.tar.zst", Driver = "local", Created = Time, Files = 12_345, Folders = 67, ContentSize = 1_234_567_890, Size = 234_567_890, Compression = BackupCompression.Zstd, Sha256 = Id, Engine = Engine }],
        [
            new VolumeBackupTest { Path = "/backups/site.tar.zst", Valid = true, Volume = "site", Driver = "local", Engine = Engine, Created = Time, Files = 12_345, Folders = 67, ContentSize = 1_234_567_890, Compression = BackupCompression.Zstd, Sha256 = Id },
            new VolumeBackupTest { Path = "/backups/cut.tar", Reason = "it is cut off: its end is missing." },
        ],
        [
            new VolumeItem { Volume = "site", Path = "/html/index.html", Type = VolumeItemType.File, Size = 1234, Mode = (UnixFileMode)0b110_100_100, UserId = 101, GroupId = 101, Modified = Time, Engine = Engine },
            new VolumeItem { Volume = "site", Path = "/html", Type = VolumeItemType.Folder, Mode = (UnixFileMode)0b111_101_101, Modified = Time, Engine = Engine },
        ],
        [User],
    }.ToDictionary(samples => samples[0].GetType());
}
