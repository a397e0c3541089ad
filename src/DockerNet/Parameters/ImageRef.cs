using System.Management.Automation;

namespace DockerNet;

/// <summary>An image: its name, id or id prefix, a wildcard over its tags, or an image object.</summary>
public sealed class ImageRef : ResourceRef
{
    /// <summary>From a word.</summary>
    public ImageRef(string text)
        : base(text)
    {
    }

    /// <summary>From an image.</summary>
    public ImageRef(Image image)
        : base(image.Id, image.Engine)
    {
    }

    /// <summary>From an object that has an id or a name, or that belongs to an image.</summary>
    public ImageRef(PSObject value)
        : base(value, "ImageId", "Image", "Id", "Name")
    {
    }

    /// <summary>Whether one of the image's names fits the pattern: <c>nginx*</c>, <c>nginx:1.*</c>, <c>*/nginx</c>.</summary>
    public bool Fits(Image image) => image.Tags.Count == 0
        ? Matches(image.Name)
        : image.Tags.Any(tag => Matches(tag) || Matches(ImageReference.Parse(tag).Repository));
}
