namespace CallSummary.Transcription.Catalogue;

/// <summary>A public Whisper model in ggml format.</summary>
/// <param name="Name">As whisper.cpp names it, such as <c>large-v3-turbo-q5_0</c>.</param>
/// <param name="MebiBytes">Size of the file, rounded, where upstream states it; else null.</param>
/// <param name="Sha1">SHA-1 of the file as whisper.cpp publishes it, or null where it publishes none: then the operator must give a SHA-256.</param>
/// <param name="MemoryMegaBytes">Memory of a process with one worker as whisper.cpp states it for the unquantised file, or null.</param>
internal sealed record CatalogModel(string Name, int? MebiBytes, string? Sha1, int? MemoryMegaBytes)
{
    public string FileName => $"ggml-{Name}.bin";

    public string Languages => Name.Contains(".en", StringComparison.Ordinal) ? "en" : "99 languages";

    /// <summary>Of the weights; OpenAI published them under it, and whisper.cpp its conversions.</summary>
    public const string License = "MIT";
}
