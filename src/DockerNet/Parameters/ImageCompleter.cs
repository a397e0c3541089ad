using System.Collections;
using System.Globalization;

namespace DockerNet;

/// <summary>Completes names of images, with size and age.</summary>
public sealed class ImageCompleter : DockerCompleter
{
    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var images = await connection.Images.ListAsync([], null, cancellationToken).ConfigureAwait(false);
        return [.. images.SelectMany(image => image.Tags.Select(tag => new CompletionCandidate(
            tag.EndsWith(":latest", StringComparison.Ordinal) ? tag[..^":latest".Length] : tag,
            string.Create(CultureInfo.CurrentCulture, $"{image.ShortId}, {ByteSize.InWords(image.Size)}, {image.Created:d}"))
        {
            Id = image.Id[(image.Id.IndexOf(':', StringComparison.Ordinal) + 1)..],
        }))];
    }
}
