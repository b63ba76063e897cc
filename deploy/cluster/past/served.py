"""What the vault serves: an object storage that speaks S3 and keeps everything in its memory."""

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

application = DomainDispatcherApplication(create_backend_app)
