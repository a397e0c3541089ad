namespace DockerNet.Engine.Files;

/// <summary>The entries of a tar archive, one after the other. Not System.Formats.Tar's: that refuses a whole archive for the owner of one
/// file, where the number is above 2³¹.</summary>
/// <param name="archive">The archive, at its beginning.</param>
internal sealed class TarEntries(Stream archive)
{
    private readonly TarHeaderReader _heads = new(archive);
    private long _left;
    private int _padding;

    /// <summary>Goes on to the next entry, whether the last one's data was read or not.</summary>
    /// <returns>Null at the archive's end mark.</returns>
    /// <exception cref="InvalidDataException">It is no archive, or damaged, or cut off.</exception>
    public async Task<TarHeader?> NextAsync(CancellationToken cancellationToken)
    {
        if (_left + _padding > 0)
        {
            var skipped = new byte[Math.Min(_left + _padding, 128 * 1024)];
            for (_left += _padding, _padding = 0; _left > 0;)
            {
                await ReadAsync(skipped, cancellationToken).ConfigureAwait(false);
            }
        }

        var entry = await _heads.ReadAsync(cancellationToken).ConfigureAwait(false);
        (_left, _padding) = entry is null ? (0, 0) : (entry.Size, (int)(entry.PaddedSize - entry.Size));
        return entry;
    }

    /// <summary>Reads of the entry's data.</summary>
    /// <returns>How many bytes; 0 at its end.</returns>
    /// <exception cref="InvalidDataException">The archive is cut off.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_left == 0)
        {
            return 0;
        }

        var count = await archive.ReadAsync(buffer.Length > _left ? buffer[..(int)_left] : buffer, cancellationToken).ConfigureAwait(false);
        _left -= count;
        return count > 0 ? count : throw new InvalidDataException("it is cut off: its end is missing.");
    }
}
