namespace CallSummary.Transcription.Catalogue;

/// <summary>
/// The Whisper models that whisper.cpp offers for download. Sizes and SHA-1 sums are those of its <c>models/README.md</c>, memory that of its
/// <c>README.md</c> (revision 233fe1fc, 22 August 2026); for the other files it publishes no sum.
/// </summary>
internal static class ModelCatalog
{
    /// <summary>Where whisper.cpp's own script downloads from.</summary>
    public static readonly Uri Source = new("https://huggingface.co/ggerganov/whisper.cpp/resolve/main/");

    public static IReadOnlyList<CatalogModel> All { get; } =
    [
        new("tiny", 75, "bd577a113a864445d4c299885e0cb97d4ba92b5f", 273),
        new("tiny.en", 75, "c78c86eb1a8faa21b369bcd33207cc90d64ae9df", 273),
        new("tiny-q5_1", null, null, null),
        new("tiny.en-q5_1", null, null, null),
        new("tiny-q8_0", null, null, null),
        new("base", 142, "465707469ff3a37a2b9b8d8f89f2f99de7299dac", 388),
        new("base.en", 142, "137c40403d78fd54d454da0f9bd998f78703390c", 388),
        new("base-q5_1", null, null, null),
        new("base.en-q5_1", null, null, null),
        new("base-q8_0", null, null, null),
        new("small", 466, "55356645c2b361a969dfd0ef2c5a50d530afd8d5", 852),
        new("small.en", 466, "db8a495a91d927739e50b3fc1cc4c6b8f6c2d022", 852),
        new("small.en-tdrz", 465, "b6c6e7e89af1a35c08e6de56b66ca6a02a2fdfa1", 852),
        new("small-q5_1", null, null, null),
        new("small.en-q5_1", null, null, null),
        new("small-q8_0", null, null, null),
        new("medium", 1536, "fd9727b6e1217c2f614f9b698455c4ffd82463b4", 2100),
        new("medium.en", 1536, "8c30f0e44ce9560643ebd10bbe50cd20eafd3723", 2100),
        new("medium-q5_0", null, null, null),
        new("medium.en-q5_0", null, null, null),
        new("medium-q8_0", null, null, null),
        new("large-v1", 2970, "b1caaf735c4cc1429223d5a74f0f4d0b9b59a299", 3900),
        new("large-v2", 2970, "0f4c8e34f21cf1a914c59d8b3ce882345ad349d6", 3900),
        new("large-v2-q5_0", 1126, "00e39f2196344e901b3a2bd5814807a769bd1630", null),
        new("large-v2-q8_0", null, null, null),
        new("large-v3", 2970, "ad82bf6a9043ceed055076d0fd39f5f186ff8062", 3900),
        new("large-v3-q5_0", 1126, "e6e2ed78495d403bef4b7cff42ef4aaadcfea8de", null),
        new("large-v3-turbo", 1536, "4af2b29d7ec73d781377bfd1758ca957a807e941", null),
        new("large-v3-turbo-q5_0", 547, "e050f7970618a659205450ad97eb95a18d69c9ee", null),
        new("large-v3-turbo-q8_0", null, null, null),
    ];

    /// <summary>Where the source tells of a model's file, its SHA-256 among other things.</summary>
    public static Uri Page(CatalogModel model) => new($"https://huggingface.co/ggerganov/whisper.cpp/blob/main/{model.FileName}");

    /// <summary>The file that a name means in the model folder: the catalogue's, or another that was imported.</summary>
    public static string FileName(string name) => Find(name)?.FileName ?? (name.EndsWith(".bin", StringComparison.Ordinal) ? name : $"{name}.bin");

    public static CatalogModel? Find(string name) =>
        All.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || m.FileName.Equals(name, StringComparison.OrdinalIgnoreCase));
}
