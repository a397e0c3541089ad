using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace DockerNet.Engine.Files;

/// <summary>Reads the heads of a tar archive, one after the other: what is between them is for the caller to read.</summary>
internal sealed class TarHeaderReader(Stream archive)
{
    /// <summary>More than any file system lets a name or attributes have: what is longer is damaged.</summary>
    private const int MaxExtension = 4 * 1024 * 1024;

    /// <summary>The years 2 to 9998: in each time zone there is a date for them.</summary>
    private const long EarliestTime = -62_103_686_400, LatestTime = 253_370_764_800;

    private const string Damaged = "it is damaged, or no tar archive.";

    /// <summary>Reads the next head.</summary>
    /// <returns>Null at the archive's end mark.</returns>
    /// <exception cref="InvalidDataException">It is no archive, or damaged, or cut off.</exception>
    public async Task<TarHeader?> ReadAsync(CancellationToken cancellationToken)
    {
        var blocks = new MemoryStream();
        var records = new List<KeyValuePair<string, byte[]>>();
        string? name = null, linkName = null;
        while (true)
        {
            var block = new byte[TarHeader.BlockSize];
            await ReadExactlyAsync(block, cancellationToken).ConfigureAwait(false);
            if (!block.AsSpan().ContainsAnyExcept((byte)0))
            {
                return blocks.Length == 0 ? null : throw new InvalidDataException(Damaged);
            }

            CheckSum(block);
            var type = block[156] == 0 ? '0' : (char)block[156];
            var size = Number(block.AsSpan(124, 12));
            blocks.Write(block);
            if (type is not ('x' or 'g' or 'L' or 'K'))
            {
                return await HeadAsync(block, type, size).ConfigureAwait(false);
            }

            var data = await ExtensionAsync(size).ConfigureAwait(false);
            switch (type)
            {
                case 'x':
                    records.AddRange(Records(data));
                    break;
                case 'L':
                    name = Text(data);
                    break;
                case 'K':
                    linkName = Text(data);
                    break;
                default:
                    // Of the whole archive: comments mostly. They go along.
                    break;
            }
        }

        async Task<byte[]> ExtensionAsync(long size)
        {
            if (size is < 0 or > MaxExtension)
            {
                throw new InvalidDataException(Damaged);
            }

            var data = new byte[TarHeader.Padded(size)];
            await ReadExactlyAsync(data, cancellationToken).ConfigureAwait(false);
            blocks.Write(data);
            return data[..(int)size];
        }

        async Task<TarHeader> HeadAsync(byte[] block, char type, long size)
        {
            var own = TarHeader.BlockSize;
            // GNU's old way with holes: their list goes on in further blocks.
            for (var isMore = type is 'S' && block[482] != 0; isMore;)
            {
                var more = new byte[TarHeader.BlockSize];
                await ReadExactlyAsync(more, cancellationToken).ConfigureAwait(false);
                blocks.Write(more);
                own += TarHeader.BlockSize;
                isMore = more[504] != 0;
            }

            var said = Record("size") is { } bytes ? Decimal(bytes) : size;
            var data = TarHeader.HasData(type) ? said : 0;
            if (data < 0)
            {
                throw new InvalidDataException(Damaged);
            }

            return new()
            {
                Name = Said("GNU.sparse.name") ?? Said("path") ?? name ?? NameOf(block),
                LinkName = Said("linkpath") ?? linkName ?? Text(block.AsSpan(157, 100)),
                Type = type is '7' ? '0' : type,
                Size = data,
                FileSize = type is 'S' ? Number(block.AsSpan(483, 12)) : (Record("GNU.sparse.realsize") ?? Record("GNU.sparse.size")) is { } real ? Decimal(real) : data,
                Mode = (UnixFileMode)(Number(block.AsSpan(100, 8)) & 0b111_111_111_111),
                UserId = Record("uid") is { } user ? Decimal(user) : Number(block.AsSpan(108, 8)),
                GroupId = Record("gid") is { } group ? Decimal(group) : Number(block.AsSpan(116, 8)),
                Modified = Time(Record("mtime"), Number(block.AsSpan(136, 12))),
                Records = records,
                Blocks = blocks.ToArray(),
                OwnLength = own,
            };
        }

        byte[]? Record(string key) => records.FindLast(record => record.Key == key).Value;

        string? Said(string key) => Record(key) is { } value ? Text(value) : null;
    }

    private static string NameOf(ReadOnlySpan<byte> block)
    {
        var name = Text(block[..100]);
        // Other makers use the field for something else.
        var prefix = block[257..263].SequenceEqual("ustar\0"u8) ? Text(block[345..500]) : "";
        return prefix.Length > 0 ? $"{prefix}/{name}" : name;
    }

    /// <summary>The records of a pax extension, <c>LENGTH KEY=VALUE\n</c> each.</summary>
    private static IEnumerable<KeyValuePair<string, byte[]>> Records(byte[] data)
    {
        for (var at = 0; at < data.Length;)
        {
            var space = Array.IndexOf(data, (byte)' ', at);
            var equals = space < 0 ? -1 : Array.IndexOf(data, (byte)'=', space);
            var length = space < 0 ? 0 : Decimal(data[at..space]);
            if (equals < 0 || length <= equals - at || at + length > data.Length || data[at + length - 1] != '\n')
            {
                throw new InvalidDataException(Damaged);
            }

            yield return new(Encoding.UTF8.GetString(data, space + 1, equals - space - 1), data[(equals + 1)..(int)(at + length - 1)]);
            at += (int)length;
        }
    }

    private static void CheckSum(ReadOnlySpan<byte> block)
    {
        long unsigned = 0, signed = 0;
        for (var i = 0; i < block.Length; i++)
        {
            var value = i is >= 148 and < 156 ? (byte)' ' : block[i];
            unsigned += value;
            // Some old makers added signed bytes.
            signed += (sbyte)value;
        }

        var said = Number(block.Slice(148, 8));
        if (said != unsigned && said != signed)
        {
            throw new InvalidDataException(Damaged);
        }
    }

    /// <summary>A number: octal digits, or, with the first bit set, the bytes of it.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            var number = BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
            // In a short field the first bit is one of these.
            number = field.Length > 8 ? number : number << 1 >> 1;
            return number < 0 == ((field[0] & 0x40) != 0) ? number : throw new InvalidDataException(Damaged);
        }

        var digits = Encoding.ASCII.GetString(field).Trim('\0', ' ');
        try
        {
            return digits.Length == 0 ? 0 : Convert.ToInt64(digits, 8);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException(Damaged, e);
        }
    }

    private static long Decimal(byte[] digits) =>
        long.TryParse(Encoding.ASCII.GetString(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidDataException(Damaged);

    /// <summary>A point in time: seconds since 1970, in a record with a fraction.</summary>
    private static DateTimeOffset Time(byte[]? record, long seconds)
    {
        var said = record is null
            ? seconds
            : decimal.TryParse(Encoding.ASCII.GetString(record), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidDataException(Damaged);
        // A file system may have times that have no date here.
        return DateTimeOffset.UnixEpoch.AddTicks((long)(Math.Clamp(said, EarliestTime, LatestTime) * TimeSpan.TicksPerSecond));
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? field : field[..end]);
    }

    private async Task ReadExactlyAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            await archive.ReadExactlyAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("it is cut off: its end is missing.", e);
        }
    }
}
