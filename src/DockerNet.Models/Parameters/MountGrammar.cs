using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DockerNet;

/// <summary>Reads and writes the two forms of a mount. The rules are the docker CLI's and, where that leaves them to the engine, the engine's.</summary>
internal static partial class MountGrammar
{
    private static readonly string[] Propagations = ["private", "rprivate", "shared", "rshared", "slave", "rslave"];
    private static readonly string[] Consistencies = ["consistent", "cached", "delegated", "default"];

    /// <summary>The long form begins with a key; neither a path nor a volume's name does.</summary>
    public static bool IsLong(string? text) => text is not null && text.Contains('=', StringComparison.Ordinal) && Key().IsMatch(CommaSeparated.Split(text)[0]);

    public static Mount ParseShort(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Invalid("invalid empty volume spec", text);
        }

        var sections = Sections(text.Trim());
        if (sections.Exists(section => section.Length == 0))
        {
            throw Invalid("empty section between colons", text);
        }

        if (sections.Count > 3)
        {
            throw Invalid("too many colons", text);
        }

        var source = sections.Count == 1 ? null : sections[0];
        var type = source is null ? MountType.Volume : IsPipe(source) ? MountType.Npipe : IsPath(source) ? MountType.Bind : MountType.Volume;
        var mount = new Mount { Type = type, Source = source, Target = sections.Count == 1 ? sections[0] : sections[1], CreateSource = type is MountType.Bind };
        return Check(sections.Count < 3 ? mount : WithOptions(mount, sections[2], text), text);
    }

    public static Mount ParseLong(string text)
    {
        if (text.Count(c => c is '"') % 2 != 0)
        {
            throw Invalid("a quote is not closed", text);
        }

        return FromFields(CommaSeparated.Split(text).Select(field => Field(field, text)), text);
    }

    public static Mount FromTable(IDictionary table)
    {
        var fields = new List<(string Key, object? Value)>();
        foreach (DictionaryEntry entry in table)
        {
            // The names of the properties are those of the keys, but for the dashes and these.
            var key = (Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "").ToLowerInvariant();
            fields.Add((
                key switch
                {
                    "propagation" or "bindpropagation" => "bind-propagation",
                    "recursion" or "recursive" or "bindrecursive" => "bind-recursive",
                    "createsource" or "bindcreatesrc" => "bind-create-src",
                    "nocopy" or "volumenocopy" => "volume-nocopy",
                    "volumelabel" or "volumelabels" => "volume-label",
                    "volumedriver" => "volume-driver",
                    "volumeopt" or "volumeoption" or "volumeoptions" => "volume-opt",
                    "volumesubpath" => "volume-subpath",
                    "imagesubpath" => "image-subpath",
                    "tmpfssize" => "tmpfs-size",
                    "tmpfsmode" => "tmpfs-mode",
                    _ => key,
                },
                entry.Value));
        }

        return FromFields(fields.SelectMany(field => Texts(field.Key, field.Value)), table);
    }

    public static Mount FromMounted(ContainerMount mounted)
    {
        if (!Enum.TryParse<MountType>(mounted.Type, ignoreCase: true, out var type))
        {
            throw Invalid($"there is no type '{mounted.Type}'", mounted);
        }

        var modes = mounted.Mode.Split(',', StringSplitOptions.RemoveEmptyEntries);
        return Check(
            new()
            {
                Type = type,
                Source = type is MountType.Volume ? mounted.Volume : mounted.Source is { Length: > 0 } source ? source : null,
                Target = mounted.Destination,
                ReadOnly = mounted.ReadOnly,
                Propagation = type is MountType.Bind && mounted.Propagation.Length > 0 ? mounted.Propagation : null,
                SELinuxLabel = modes.FirstOrDefault(mode => mode is "z" or "Z"),
                CreateSource = modes.Any(mode => mode is "z" or "Z") && type is MountType.Bind,
            },
            mounted);
    }

    public static string? PrintShort(Mount mount)
    {
        var longOnly = mount.Recursion is not null || mount.Subpath is not null || mount.VolumeDriver is not null || mount.VolumeOptions.Count > 0 || mount.VolumeLabels.Count > 0
            || mount.TmpfsSize is not null || mount.TmpfsMode is not null || mount.Type is not (MountType.Volume or MountType.Bind or MountType.Npipe) || (mount.Type is MountType.Bind && !mount.CreateSource);
        var options = new List<string?>
        {
            mount.ReadOnly ? "ro" : null,
            mount.SELinuxLabel,
            mount.Propagation,
            mount.NoCopy ? "nocopy" : null,
            mount.Consistency,
        };
        options.RemoveAll(option => option is null);
        if (longOnly || (mount.Source is null && options.Count > 0))
        {
            return null;
        }

        var text = (mount.Source is null ? "" : $"{mount.Source}:") + mount.Target + (options.Count == 0 ? "" : $":{string.Join(',', options)}");

        // A path with a colon in it, or one that reads as a name, would be read as something else.
        var sections = Sections(text);
        var expected = (mount.Source is null ? 1 : 2) + (options.Count == 0 ? 0 : 1);
        var type = mount.Source is null ? MountType.Volume : IsPipe(mount.Source) ? MountType.Npipe : IsPath(mount.Source) ? MountType.Bind : MountType.Volume;
        return sections.Count == expected && type == mount.Type && !IsLong(text) && (mount.Source is null || sections[0] == mount.Source) && sections[mount.Source is null ? 0 : 1] == mount.Target ? text : null;
    }

    public static string PrintLong(Mount mount)
    {
        var fields = new List<string> { $"type={Word(mount.Type)}" };
        Add("source", mount.Source);
        Add("target", mount.Target);
        AddFlag("readonly", mount.ReadOnly);
        Add("consistency", mount.Consistency);
        Add("bind-propagation", mount.Propagation);
        Add("bind-recursive", mount.Recursion is { } recursion ? Word(recursion) : null);
        AddFlag("bind-create-src", mount.CreateSource);
        Add("volume-subpath", mount.Type is MountType.Image ? null : mount.Subpath);
        AddFlag("volume-nocopy", mount.NoCopy);
        fields.AddRange(mount.VolumeLabels.Select(label => $"volume-label={label.Key}={label.Value}"));
        Add("volume-driver", mount.VolumeDriver);
        fields.AddRange(mount.VolumeOptions.Select(option => $"volume-opt={option.Key}={option.Value}"));
        Add("image-subpath", mount.Type is MountType.Image ? mount.Subpath : null);
        Add("tmpfs-size", mount.TmpfsSize is { } size ? ByteSize.ToText(size) : null);
        Add("tmpfs-mode", mount.TmpfsMode is { } mode ? Convert.ToString(mode, 8) : null);
        return CommaSeparated.Join(fields);

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                fields.Add($"{key}={value}");
            }
        }

        void AddFlag(string key, bool set)
        {
            if (set)
            {
                fields.Add(key is "bind-create-src" ? $"{key}=true" : key);
            }
        }
    }

    public static Mount Check(Mount mount, object given)
    {
        if (string.IsNullOrEmpty(mount.Target))
        {
            throw Invalid("target is required", given);
        }

        if (!IsAbsolute(mount.Target))
        {
            throw Invalid($"mount path must be absolute: the target '{mount.Target}' is not", given);
        }

        if (mount.Target.Trim('/').Length == 0 && mount.Target[0] is '/')
        {
            throw Invalid("destination can't be '/'", given);
        }

        if (mount.Type is MountType.Volume && mount.Source is { } name && name.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            throw Invalid($"'{name}' is no name of a volume; to bind a folder give an absolute path, or one that begins with . or ~", given);
        }

        if (mount.Source is "" || mount.Type is MountType.Bind or MountType.Image or MountType.Npipe or MountType.Cluster && mount.Source is null)
        {
            throw Invalid($"source is required for the type {Word(mount.Type)}", given);
        }

        if (mount.Type is MountType.Tmpfs && mount.Source is not null)
        {
            throw Invalid("a tmpfs has no source", given);
        }

        if (mount.SELinuxLabel is not null && PrintShort(mount) is null)
        {
            throw Invalid("an SELinux label can only be said in the short form, SOURCE:TARGET:z", given);
        }

        foreach (var (belongs, set, group) in Groups(mount))
        {
            if (set && !belongs)
            {
                throw Invalid($"cannot mix '{group}' options with mount type '{Word(mount.Type)}'", given);
            }
        }

        CheckWord(mount.Propagation, Propagations, "bind-propagation", given);
        CheckWord(mount.Consistency, Consistencies, "consistency", given);
        CheckWord(mount.SELinuxLabel, ["z", "Z"], "SELinux label", given);
        if (mount.Recursion is BindRecursion.Writable or BindRecursion.Readonly && !mount.ReadOnly)
        {
            throw Invalid($"option 'bind-recursive={Word(mount.Recursion.Value)}' requires 'readonly' to be specified in conjunction", given);
        }

        if (mount.Recursion is BindRecursion.Readonly && mount.Propagation is not "rprivate")
        {
            throw Invalid("option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction", given);
        }

        return mount;
    }

    private static IEnumerable<(bool Belongs, bool Set, string Group)> Groups(Mount mount)
    {
        yield return (mount.Type is MountType.Bind, mount.Propagation is not null || mount.Recursion is not null || mount.CreateSource, "bind-*");
        yield return (mount.Type is MountType.Volume, mount.NoCopy || mount.VolumeDriver is not null || mount.VolumeOptions.Count > 0 || mount.VolumeLabels.Count > 0, "volume-*");
        yield return (mount.Type is MountType.Volume or MountType.Image, mount.Subpath is not null, "subpath");
        yield return (mount.Type is MountType.Tmpfs, mount.TmpfsSize is not null || mount.TmpfsMode is not null, "tmpfs-*");
    }

    private static Mount WithOptions(Mount mount, string options, string text)
    {
        var (access, label, propagation, copy, consistency) = (default(string), default(string), default(string), default(string), default(string));
        foreach (var option in options.Split(','))
        {
            switch (option)
            {
                case "ro" or "rw":
                    Once(ref access, option);
                    break;
                case "z" or "Z":
                    Once(ref label, option);
                    break;
                case "nocopy":
                    Once(ref copy, option);
                    break;
                case var _ when Propagations.Contains(option, StringComparer.Ordinal):
                    Once(ref propagation, option);
                    break;
                case var _ when Consistencies.Contains(option, StringComparer.Ordinal):
                    Once(ref consistency, option);
                    break;
                default:
                    throw Invalid($"invalid mode: {option}; known are ro, rw, z, Z, nocopy, {string.Join(", ", Propagations)}, {string.Join(", ", Consistencies)}", text);
            }
        }

        return mount with { ReadOnly = access is "ro", SELinuxLabel = label, NoCopy = copy is not null, Propagation = propagation, Consistency = consistency };

        void Once(ref string? slot, string option)
        {
            if (slot is not null)
            {
                throw Invalid($"invalid mode: {options}: '{slot}' and '{option}' exclude each other", text);
            }

            slot = option;
        }
    }

    private static Mount FromFields(IEnumerable<(string Key, string? Value)> fields, object given)
    {
        var mount = new Mount { Target = "", IsLong = true };
        var (labels, options) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        var subpathOf = default(string);
        foreach (var (key, value) in fields)
        {
            if (value is null && key is not ("readonly" or "ro" or "volume-nocopy" or "bind-create-src" or "bind-nonrecursive"))
            {
                throw Invalid($"invalid field '{key}' must be a key=value pair", given);
            }

            switch (key)
            {
                case "type":
                    mount = mount with { Type = Choice<MountType>(value!, key, given) };
                    break;
                case "source" or "src":
                    mount = mount with { Source = value!.Length == 0 ? null : value };
                    break;
                case "target" or "dst" or "destination":
                    mount = mount with { Target = value! };
                    break;
                case "readonly" or "ro":
                    mount = mount with { ReadOnly = Flag(key, value, given) };
                    break;
                case "consistency":
                    mount = mount with { Consistency = value!.ToLowerInvariant() };
                    break;
                case "bind-propagation":
                    mount = mount with { Propagation = value!.ToLowerInvariant() };
                    break;
                case "bind-recursive":
                    mount = mount with { Recursion = Choice<BindRecursion>(value!, key, given) };
                    break;
                case "bind-nonrecursive":
                    mount = mount with { Recursion = Flag(key, value, given) ? BindRecursion.Disabled : mount.Recursion };
                    break;
                case "bind-create-src":
                    mount = mount with { CreateSource = Flag(key, value, given) };
                    break;
                case "selinuxlabel":
                    mount = mount with { SELinuxLabel = value };
                    break;
                case "volume-subpath" or "image-subpath" or "subpath":
                    mount = mount with { Subpath = value };
                    subpathOf = key;
                    break;
                case "volume-nocopy":
                    mount = mount with { NoCopy = Flag(key, value, given) };
                    break;
                case "volume-driver":
                    mount = mount with { VolumeDriver = value };
                    break;
                case "volume-label":
                    AddPair(labels, value!);
                    break;
                case "volume-opt":
                    AddPair(options, value!);
                    break;
                case "tmpfs-size":
                    mount = mount with { TmpfsSize = ByteSize.TryParse(value, out var size) ? size : throw Invalid($"invalid value for tmpfs-size: {value} (a number of bytes, or with a unit such as 64m)", given) };
                    break;
                case "tmpfs-mode":
                    mount = mount with { TmpfsMode = Octal(value!, given) };
                    break;
                default:
                    throw Invalid($"unexpected key '{key}'; known are type, source, target, readonly, consistency, bind-…, volume-…, image-subpath and tmpfs-…", given);
            }
        }

        mount = mount with { VolumeLabels = labels, VolumeOptions = options };
        if ((subpathOf is "volume-subpath" && mount.Type is not MountType.Volume) || (subpathOf is "image-subpath" && mount.Type is not MountType.Image))
        {
            throw Invalid($"cannot mix '{subpathOf.Split('-')[0]}-*' options with mount type '{Word(mount.Type)}'", given);
        }

        // A label is only ever said with a bind that makes its folder, as -v has it.
        return Check(mount.SELinuxLabel is not null && mount.Type is MountType.Bind ? mount with { CreateSource = true } : mount, given);
    }

    /// <summary>The sections between the colons, where a colon after a drive is none: <c>C:\data:/data</c>, <c>Temp:\x:/data</c>.</summary>
    private static List<string> Sections(string text)
    {
        var sections = new List<string>();
        foreach (var section in text.Split(':'))
        {
            // A single letter is a drive (the engine has no volume of one letter), and its path may be empty in no spec.
            if (sections.Count > 0 && sections[^1] is [var letter] && char.IsAsciiLetter(letter))
            {
                sections[^1] += $":{section}";
            }
            else
            {
                sections.Add(section);
            }
        }

        // PowerShell's drives have names: three sections of which the last is a path can be nothing else.
        if (sections.Count is 3 or 4 && sections[0].Length > 0 && !IsPath(sections[0]) && IsRooted(sections[1]) && IsRooted(sections[2]))
        {
            sections[0] += $":{sections[1]}";
            sections.RemoveAt(1);
        }

        return sections;
    }

    private static bool IsPath(string source) =>
        source[0] is '.' or '/' or '~' or '\\' || (source.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && (colon == 1 || IsRooted(source[(colon + 1)..])));

    private static bool IsPipe(string source) =>
        source.StartsWith(@"\\.\pipe\", StringComparison.OrdinalIgnoreCase) || source.StartsWith("//./pipe/", StringComparison.OrdinalIgnoreCase);

    private static bool IsRooted(string path) => path is ['/' or '\\', ..];

    /// <summary>In a Linux container a path from the root, in a Windows container also one from a drive.</summary>
    private static bool IsAbsolute(string target) =>
        target[0] is '/' || target.StartsWith(@"\\", StringComparison.Ordinal) || (target is [var letter, ':', '\\' or '/', ..] && char.IsAsciiLetter(letter));

    private static (string Key, string? Value) Field(string field, string text)
    {
        if (field.Length == 0)
        {
            throw Invalid("invalid field '' must be a key=value pair", text);
        }

        var equals = field.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (field.Trim().ToLowerInvariant(), null) : (field[..equals].Trim().ToLowerInvariant(), field[(equals + 1)..].Trim());
    }

    /// <summary>A value of a hashtable as the long form has it: a table of labels is a field each, a mode given as text is octal, one given as a number too.</summary>
    private static IEnumerable<(string Key, string? Value)> Texts(string key, object? value) => value switch
    {
        IDictionary pairs => pairs.Entries().Select(pair => (key, (string?)$"{Text(pair.Key)}={Text(pair.Value)}")),
        IEnumerable several and not string => several.Cast<object?>().Select(one => (key, (string?)Text(one))),
        _ => [(key, Text(value))],
    };

    private static string Text(object? value) => value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static void AddPair(Dictionary<string, string> pairs, string value)
    {
        var equals = value.IndexOf('=', StringComparison.Ordinal);
        pairs[equals < 0 ? value : value[..equals]] = equals < 0 ? "" : value[(equals + 1)..];
    }

    /// <summary>What the CLI takes for yes and no.</summary>
    private static bool Flag(string key, string? value, object given) => value switch
    {
        null or "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw Invalid($"invalid value for {key}: {value} (true or false)", given),
    };

    private static T Choice<T>(string value, string key, object given)
        where T : struct, Enum
    {
        if (value.Length == 0)
        {
            throw Invalid($"{key} is required", given);
        }

        return char.IsAsciiLetter(value[0]) && Enum.TryParse<T>(value, ignoreCase: true, out var choice)
            ? choice
            : throw Invalid($"invalid value for {key}: {value} (must be one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))})", given);
    }

    private static int Octal(string value, object given)
    {
        const int Highest = 0xFFF;
        if (value.Length is 0 or > 11 || value.Any(c => c is < '0' or > '7'))
        {
            throw Invalid($"invalid value for tmpfs-mode: {value} (an octal number such as 1777)", given);
        }

        var mode = Convert.ToInt64(value, 8);
        return mode <= Highest ? (int)mode : throw Invalid($"invalid value for tmpfs-mode: {value} (at most 7777)", given);
    }

    private static void CheckWord(string? word, string[] known, string what, object given)
    {
        if (word is not null && !known.Contains(word, StringComparer.Ordinal))
        {
            throw Invalid($"invalid value for {what}: {word} (must be one of {string.Join(", ", known)})", given);
        }
    }

    [GeneratedRegex(@"^\s*[A-Za-z]+(-[A-Za-z]+)*\s*(=.*)?$", RegexOptions.Singleline)]
    private static partial Regex Key();

    private static string Word<T>(T value)
        where T : notnull => value.ToString()!.ToLowerInvariant();

    private static DockerNetException Invalid(string why, object? given)
    {
        var words = given is IDictionary table ? string.Join(", ", table.Entries().Select(entry => $"{entry.Key}={entry.Value}")) : $"{given}";
        return InputError.Invalid("InvalidMount", $"'{words}' is no mount: {why}.", given, "Write [SOURCE:]TARGET[:OPTIONS], such as data:/data:ro, or type=volume,source=data,target=/data,readonly.");
    }
}
