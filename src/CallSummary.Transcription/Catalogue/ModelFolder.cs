namespace CallSummary.Transcription.Catalogue;

/// <summary>
/// The folder of downloaded and imported models. Beside each lies <c>FILE.sha256</c> with its sum; <c>chosen</c> names the one in use. Every
/// change is a rename, so that a reader sees the old or the new.
/// </summary>
internal sealed class ModelFolder(string path)
{
    /// <summary>The demonstration model, which is used until another is chosen.</summary>
    public const string Bundled = "models/whisper-demo-q8_0.bin";

    private const string ChosenFile = "chosen";

    public string Path { get; } = System.IO.Path.GetFullPath(path, AppContext.BaseDirectory);

    /// <summary>The file name of the chosen model, or null when none was chosen.</summary>
    public string? Chosen => ReadLine(System.IO.Path.Combine(Path, ChosenFile)) is { Length: > 0 } name && IsName(name) ? name : null;

    /// <summary>Names of the models here.</summary>
    public IReadOnlyList<string> Installed => Directory.Exists(Path)
        ? [.. Directory.GetFiles(Path, "*.bin").Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The model file that these settings mean.</summary>
    public static string Resolve(TranscriptionOptions options)
    {
        if (options.ModelPath is { Length: > 0 } configured)
        {
            return System.IO.Path.GetFullPath(configured, AppContext.BaseDirectory);
        }

        var folder = new ModelFolder(options.ModelFolder);
        return folder.Chosen is { } chosen ? folder.FileOf(chosen) : System.IO.Path.GetFullPath(Bundled, AppContext.BaseDirectory);
    }

    public string FileOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The sum that was right when the model came, lower-case hex, or null.</summary>
    public string? Sha256Of(string name) => ReadLine(FileOf(name) + ".sha256");

    /// <summary>Puts a whole, checked file in its place.</summary>
    public void Install(string temporary, string name, string sha256)
    {
        WriteLine(FileOf(name) + ".sha256", sha256);
        File.Move(temporary, FileOf(name), overwrite: true);
    }

    /// <summary>Chooses an installed model; running services take it within seconds.</summary>
    public void Choose(string? name) => WriteLine(System.IO.Path.Combine(Path, ChosenFile), name ?? "");

    /// <summary>Whether this can be a file's name here: nothing that leads elsewhere.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 128 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && name.EndsWith(".bin", StringComparison.Ordinal);

    private static string? ReadLine(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            return reader.ReadLine()?.Trim();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void WriteLine(string file, string line)
    {
        Directory.CreateDirectory(Path);
        var temporary = file + ".new";
        File.WriteAllText(temporary, line + "\n");
        File.Move(temporary, file, overwrite: true);
    }
}
