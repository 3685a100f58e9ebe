using CallSummary.Hosting;
using CallSummary.Hosting.Bus;
using CallSummary.Portal;
using CallSummary.Storage;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddHostDefaults();
builder.Services.AddStorage(builder.Configuration);
builder.Services.AddPortal(builder.Configuration);
builder.Services.AddMessageBus(builder.Configuration, bus => bus.AddPortalConsumers());

return await builder.Build().RunHostAsync(app => app.MapPortal());
