using System.Text;

namespace DockerNet.Engine.Files;

/// <summary>The head of a tar entry, and the blocks that it stands in: its own, and those of extensions before it (long names, pax records).</summary>
/// <remarks>Read here rather than by System.Formats.Tar because a backup hands the bytes on as they are: whatever the engine says of a
/// file stays said. Source: POSIX.1-2017, pax; the GNU tar manual, "Basic Tar Format".</remarks>
internal sealed record TarHeader
{
    public const int BlockSize = 512;

    /// <summary>The name with its slashes, each byte as a character of its own: names need not be UTF-8. A folder's may end with a slash.</summary>
    public required string Name { get; init; }

    /// <summary>What a link points to; empty for all else.</summary>
    public string LinkName { get; init; } = "";

    /// <summary>The type: <c>0</c> a file, <c>1</c> a hard link, <c>2</c> a symbolic one, <c>5</c> a folder, ….</summary>
    public required char Type { get; init; }

    /// <summary>Bytes of data behind it.</summary>
    public required long Size { get; init; }

    /// <summary>Bytes of the file, which differ from those behind the head where the archive leaves holes out.</summary>
    public long FileSize { get; init; }

    /// <summary>The pax records said of it.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Records { get; init; } = [];

    /// <summary>All its blocks, extensions first.</summary>
    public required byte[] Blocks { get; init; }

    /// <summary>How many of the blocks' last bytes are its own, not of extensions.</summary>
    public required int OwnLength { get; init; }

    /// <summary>What owner, group and others may do.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>The owner's number.</summary>
    public long UserId { get; init; }

    /// <summary>The group's number.</summary>
    public long GroupId { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Modified { get; init; }

    public bool IsFolder => Type is '5';

    public bool IsHardLink => Type is '1';

    public bool IsSymbolicLink => Type is '2';

    /// <summary>The name as people read it.</summary>
    public string Label => Readable(Name);

    /// <summary>What a link points to, as people read it.</summary>
    public string LinkLabel => Readable(LinkName);

    /// <summary>Bytes that follow the head, with what fills the last block.</summary>
    public long PaddedSize => Padded(Size);

    /// <summary>Whether a type has data of its own; links and folders have none, whatever their head says of a size.</summary>
    public static bool HasData(char type) => type is not ('1' or '2' or '3' or '4' or '5' or '6');

    public static long Padded(long size) => (size + BlockSize - 1) / BlockSize * BlockSize;

    /// <summary>A head that says the name of an entry anew and all else as before: a pax extension before the entry's own block.</summary>
    public byte[] Renamed(string name, string linkName)
    {
        var records = new MemoryStream();
        foreach (var (key, value) in Records.Where(record => record.Key is not ("path" or "linkpath" or "GNU.sparse.name")))
        {
            WriteRecord(records, key, value);
        }

        WriteRecord(records, Records.Any(record => record.Key is "GNU.sparse.name") ? "GNU.sparse.name" : "path", Encoding.Latin1.GetBytes(name));
        if (linkName.Length > 0)
        {
            WriteRecord(records, "linkpath", Encoding.Latin1.GetBytes(linkName));
        }

        var extension = new byte[BlockSize + Padded(records.Length)];
        WriteBlock(extension, "pax", 'x', records.Length);
        records.ToArray().CopyTo(extension, BlockSize);
        return [.. extension, .. Blocks[^OwnLength..]];
    }

    /// <summary>A small file as an entry of its own, owned by root and read by its owner.</summary>
    public static byte[] Entry(string name, ReadOnlySpan<byte> content, DateTimeOffset modified)
    {
        var entry = new byte[BlockSize + Padded(content.Length)];
        WriteBlock(entry, name, '0', content.Length, modified.ToUnixTimeSeconds());
        content.CopyTo(entry.AsSpan(BlockSize));
        return entry;
    }

    private static string Readable(string name) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name));

    private static void WriteRecord(MemoryStream records, string key, ReadOnlySpan<byte> value)
    {
        // The length counts itself.
        var rest = Encoding.UTF8.GetByteCount(key) + value.Length + 3;
        var length = rest + Digits(rest);
        length = rest + Digits(length);
        records.Write(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{length} {key}=")));
        records.Write(value);
        records.WriteByte((byte)'\n');

        static int Digits(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
    }

    private static void WriteBlock(Span<byte> block, string name, char type, long size, long modified = 0)
    {
        block = block[..BlockSize];
        Encoding.ASCII.GetBytes(name, block);
        Octal(block[100..108], 0b110_000_000);
        Octal(block[108..116], 0);
        Octal(block[116..124], 0);
        Octal(block[124..136], size);
        Octal(block[136..148], modified);
        block[148..156].Fill((byte)' ');
        block[156] = (byte)type;
        "ustar\0"u8.CopyTo(block[257..]);
        "00"u8.CopyTo(block[263..]);
        var sum = 0;
        foreach (var value in block)
        {
            sum += value;
        }

        Octal(block[148..155], sum);
    }

    private static void Octal(Span<byte> field, long value) =>
        Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(field.Length - 1, '0'), field);
}
