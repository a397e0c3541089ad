using System.Security.Cryptography;
using DockerNet.Engine.Files;

namespace DockerNet.Engine.Backups;

/// <summary>
/// The entries of a tar archive as they pass through, byte for byte: a stream that ends where the entries do. What passes is counted and
/// hashed. It takes the same memory whatever the archive's size.
/// </summary>
/// <param name="archive">The archive, at an entry's head.</param>
/// <param name="inspect">Sees each entry before it passes. It may throw, have it go by another name, or, with null, end the passage before it.</param>
/// <param name="passed">Hears the bytes that passed.</param>
/// <param name="isMarked">Whether the archive's end mark, two blocks of zeros, follows the entries.</param>
internal sealed class TarPassage(Stream archive, Func<TarHeader, TarHeader?> inspect, Action<long>? passed = null, bool isMarked = false) : ReadStream
{
    private static readonly byte[] EndMark = new byte[2 * TarHeader.BlockSize];

    private readonly TarHeaderReader _heads = new(archive);
    // Not disposed with this: a request disposes what it has sent, and the digest is asked for afterwards.
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ReadOnlyMemory<byte> _head;
    private long _data;
    private long _bytes;
    private bool _ended;

    /// <summary>How many entries passed that are no folders.</summary>
    public long Files { get; private set; }

    /// <summary>How many folders passed.</summary>
    public long Folders { get; private set; }

    /// <summary>Bytes of the files that passed.</summary>
    public long ContentSize { get; private set; }

    /// <summary>The entry that the passage ended before; null where the archive ended.</summary>
    public TarHeader? After { get; private set; }

    /// <summary>The SHA-256 of the entries that passed, in hexadecimal digits; the end mark is not part of it.</summary>
    public string Sha256 => Convert.ToHexString(_hash.GetCurrentHash()).ToLowerInvariant();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Small entries are many: a buffer is filled as far as it goes, rather than given back for each head.
        var filled = 0;
        while (filled < buffer.Length)
        {
            var rest = buffer[filled..];
            if (_head.Length > 0)
            {
                var count = Math.Min(rest.Length, _head.Length);
                _head[..count].CopyTo(rest);
                _head = _head[count..];
                filled += count;
                if (!_ended)
                {
                    _hash.AppendData(rest.Span[..count]);
                }
            }
            else if (_data > 0)
            {
                var count = await archive.ReadAsync(rest.Length > _data ? rest[..(int)_data] : rest, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    throw new InvalidDataException("it is cut off: its end is missing.");
                }

                _data -= count;
                filled += count;
                _hash.AppendData(rest.Span[..count]);
                if (rest.Length > count && _data > 0)
                {
                    // No more has come yet.
                    break;
                }
            }
            else if (_ended || !await NextAsync(cancellationToken).ConfigureAwait(false))
            {
                break;
            }
        }

        passed?.Invoke(_bytes += filled);
        return filled;
    }

    private async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (await _heads.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } head)
        {
            return End();
        }

        if (inspect(head) is not { } passing)
        {
            After = head;
            return End();
        }

        if (passing.IsFolder)
        {
            Folders++;
        }
        else
        {
            Files++;
            ContentSize += passing.FileSize;
        }

        (_head, _data) = (passing.Blocks, passing.PaddedSize);
        return true;
    }

    private bool End()
    {
        _ended = true;
        _head = isMarked ? EndMark : default(ReadOnlyMemory<byte>);
        return isMarked;
    }
}
