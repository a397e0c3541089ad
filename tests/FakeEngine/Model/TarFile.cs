using System.Formats.Tar;

namespace DockerNet.FakeEngine;

/// <summary>Writes archives of what is in memory.</summary>
internal static class TarFile
{
    public static byte[] Write(IEnumerable<(string Name, FakeFile File)> items)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, file) in items)
            {
                var entry = new PaxTarEntry(file.Type, file.IsDirectory && !name.EndsWith('/') ? name + "/" : name)
                {
                    Mode = file.Mode,
                    Uid = file.UserId,
                    Gid = file.GroupId,
                    ModificationTime = file.Modified,
                };
                if (file.IsLink)
                {
                    entry.LinkName = file.LinkTarget;
                }

                if (file.Type == TarEntryType.RegularFile)
                {
                    entry.DataStream = new MemoryStream(file.Content.ToArray());
                }

                writer.WriteEntry(entry);
            }
        }

        return archive.ToArray();
    }
}
