using System.Globalization;
using CallSummary.Transcription.Whisper;

namespace CallSummary.Transcription.Catalogue;

/// <summary>Shows the catalogue and what is installed.</summary>
internal static class ModelTable
{
    public static async Task WriteAsync(ModelFolder folder, string used, TextWriter output)
    {
        await output.WriteLineAsync($"{"model",-22} {"size",9} {"memory",9}  {"languages",-12} {"licence",-7} {"checksum",-26} state");
        var bundled = Path.GetFullPath(ModelFolder.Bundled, AppContext.BaseDirectory);
        await Row("bundled", Size(bundled), "", "ko, en", "own", "in the program", used == bundled ? "used; " + DemonstrationModel.Notice : DemonstrationModel.Notice);
        foreach (var model in ModelCatalog.All)
        {
            await Row(
                model.Name,
                model.MebiBytes is { } size ? $"{size} MiB" : Size(folder.FileOf(model.FileName)),
                model.MemoryMegaBytes is { } memory ? $"{memory} MB" : "",
                model.Languages,
                CatalogModel.License,
                model.Sha1 is { } sum ? $"sha1 {sum[..12]}…" : "give --sha256 with pull",
                State(model.FileName));
        }

        foreach (var other in folder.Installed.Where(file => ModelCatalog.Find(file) is null))
        {
            await Row(other, Size(folder.FileOf(other)), "", "", "", folder.Sha256Of(other) is { } sum ? $"sha256 {sum[..12]}…" : "", State(other));
        }

        await output.WriteLineAsync($"\nFolder: {folder.Path}\nUsed:   {used}");

        Task Row(string name, string size, string memory, string languages, string license, string sum, string state) =>
            output.WriteLineAsync($"{name,-22} {size,9} {memory,9}  {languages,-12} {license,-7} {sum,-26} {state}");

        string State(string file) => folder.FileOf(file) == used ? "used" : File.Exists(folder.FileOf(file)) ? "installed" : "";
    }

    private static string Size(string file) =>
        File.Exists(file) ? string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(file).Length >> 20} MiB") : "";
}
